/** What a page has said of a text, as it said it. */
export type Report =
  /** It is on the device (`help-board-draft-saved`). */
  | { said: 'saved'; body: string }
  /** It is safely queued (`help-board-queued`). */
  | { said: 'queued'; body: string; key: string }
  /** The backend has it (`help-board-sent`). */
  | { said: 'sent'; key: string; id: string }
  | { said: 'failed'; key: string; code: string };

/** The page's way to tell us. */
export const REPORT = 'chaosReport';

/**
 * Runs in every page before its scripts. Every change of the form is reported as saved once, in order: so the reports that
 * follow a quiet moment belong to the keystrokes that follow it, first to first. A report that a kill overtakes was never
 * made: what it would have promised is not counted as promised.
 */
export function recorder(name: string): void {
  const tell = (window as any)[name];
  const typed: string[] = [];
  let submitted = '';
  document.addEventListener(
    'input',
    (event) => {
      const [field] = event.composedPath() as HTMLTextAreaElement[];
      if (field!.id === 'f-body') typed.push(field!.value);
    },
    true,
  );
  document.addEventListener(
    'help-board-draft-saved',
    () => {
      const body = typed.shift();
      if (body) tell({ said: 'saved', body });
    },
    true,
  );
  document.addEventListener(
    'help-board-submit',
    (event) => void (submitted = (event as CustomEvent).detail.submission.body),
    true,
  );
  document.addEventListener(
    'help-board-queued',
    (event) => tell({ said: 'queued', body: submitted, key: (event as CustomEvent).detail.key }),
    true,
  );
  document.addEventListener(
    'help-board-sent',
    (event) => {
      const { key, id } = (event as CustomEvent).detail.receipt;
      tell({ said: 'sent', key, id });
    },
    true,
  );
  document.addEventListener(
    'help-board-send-failed',
    (event) => {
      const { key, code } = (event as CustomEvent).detail;
      tell({ said: 'failed', key, code });
    },
    true,
  );
}
