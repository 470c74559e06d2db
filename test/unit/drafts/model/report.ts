import fc from 'fast-check';

/** Fails with what is needed to see the same again. */
export function report<T>(details: fc.RunDetails<T>) {
  if (!details.failed) return;
  const again = `OUTBOX_SEED=${details.seed} OUTBOX_PATH=${details.counterexamplePath}`;
  throw new Error(`${fc.defaultReportMessage(details)}\n\nThe same again: ${again}\n`, {
    cause: details.errorInstance,
  });
}
