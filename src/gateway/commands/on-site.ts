import { LOCAL_CALLS, type CallAnswer, type CallInput, type CallName } from '../local/calls.js';
import { LocalLine } from '../local/line.js';
import { placeOf, type Given } from './options.js';

/** Has something done on a site's data: by the gateway that runs on them, or, where none does, right here. */
export async function onSite<Name extends CallName>(
  given: Given,
  call: Name,
  input: CallInput<Name>,
): Promise<CallAnswer<Name>> {
  const place = placeOf(given);
  const line = await LocalLine.open(place.dataDir);
  if (line) return line.call(call, input).finally(() => line.end());
  // Half a second of loading, that a running gateway spares the command.
  const { createGateway } = await import('../gateway.js');
  const gateway = await createGateway({ ...place, logLevel: 'silent' });
  try {
    const work = LOCAL_CALLS[call] as (...of: unknown[]) => Promise<CallAnswer<Name>>;
    return await work(gateway, input, new AbortController().signal);
  } finally {
    await gateway.close();
  }
}
