import { readFileSync } from 'node:fs';
import type { OperationName } from '../../adapters/hotline/index.js';
import { OPERATIONS } from '../../adapters/hotline/check-profile.js';
import { bodyText } from '../../adapters/hotline/body-text.js';
import { HOTLINE_FAULTS, orders, type FaultRates } from '../../adapters/hotline/simulator/index.js';
import { GatewayError } from '../gateway-error.js';
import { explain } from '../hotline/explain.js';
import { readProfile } from '../hotline/profile-file.js';
import { startSimulator } from '../hotline/simulator-server.js';
import { onSite } from './on-site.js';
import { oneOf, portOf, type Given } from './options.js';
import { UsageError } from './usage.js';

/** `lost-answer=0.2`, or a name alone for always. */
function faultsOf({ values }: Given): FaultRates {
  const rates: FaultRates = {};
  for (const given of values.fault ?? []) {
    const [name = '', rate = '1'] = given.split('=');
    const share = Number(rate);
    if (!(share >= 0 && share <= 1)) throw new UsageError(`--fault ${given}: a share from 0 to 1.`);
    rates[oneOf(name, HOTLINE_FAULTS, 'fault')] = share;
  }
  return rates;
}

/** A hotline to try a board against. Serves until a signal comes. */
export async function hotlineSimulator(given: Given): Promise<void> {
  const { shape, host } = given.values;
  if (!shape) throw new UsageError('--shape is missing: a letter, or the file of a profile.');
  const options = {
    ...{ profile: await readProfile(shape), orders: orders(), faults: faultsOf(given) },
    log: (line: string) => console.error(line),
  };
  const { url, close } = await startSimulator(options, { port: portOf(given), host });
  console.log(`ready ${url}`);
  await new Promise<void>((ended) => {
    process.once('SIGTERM', () => ended());
    process.once('SIGINT', () => ended());
  });
  await close();
}

/** Which field of a recorded answer becomes what, and why. */
export async function explainProfile({ words, values }: Given): Promise<void> {
  const [, profile, file] = words;
  if (!profile || !file) throw new UsageError('explain-profile needs a profile and a recorded answer.');
  const operation = oneOf<OperationName>(values.operation ?? 'get', OPERATIONS, 'operation');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new GatewayError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const text = bodyText(Uint8Array.from(bytes).buffer);
  const status = Number(values.status ?? 200);
  if (!(status >= 100 && status <= 599))
    throw new UsageError(`--status ${values.status} is no status of HTTP.`);
  console.log(explain(await readProfile(profile), operation, { status, headers: new Headers(), text }));
}

/** Our orders against the hotlines' own; ends with 1 where they differ. */
export async function hotlineReconcile(given: Given): Promise<void> {
  const board = given.words[2];
  if (!board) throw new UsageError('The key of the board is missing.');
  const days = Number(given.values.days ?? 7);
  if (!(Number.isInteger(days) && days >= 1 && days <= 90))
    throw new UsageError(`--days ${given.values.days}: a number from 1 to 90.`);
  for (const report of await onSite(given, 'reconcile', { board, days })) {
    const { hotline, ours, agree, unasked, undelivered, missing, doubled, strange, differ } = report;
    console.log(
      `${hotline}: ${ours} orders in ${days} days, ${agree} agree, ${unasked} cannot be asked about`,
    );
    const lines = [
      ...undelivered.map(({ request, state, problem }) => `${request}: ${state} ${problem ?? ''}`),
      ...missing.map(({ request, order }) => `${request}: they have no ${order}`),
      ...doubled.map(({ request, remoteIds }) => `${request}: they have it as ${remoteIds.join(' and ')}`),
      ...strange.map(({ order, remoteId }) => `${remoteId}: under ${order}, which is none of ours`),
      ...differ.map(({ request, ours: own, theirs }) => `${request}: ${own} here, ${theirs} there`),
    ];
    for (const line of lines) console.log(`  ${line.trim()}`);
    if (lines.length) process.exitCode = 1;
  }
}
