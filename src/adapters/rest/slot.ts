import {
  previewedSlotSchema,
  slotEmergencyAnswerSchema,
  slotPreviewSchema,
  slotStateSchema,
  slotVersionSchema,
} from '../../model/slot.js';
import type { AdapterOptions, CallOptions } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import type { SlotCalls } from '../slot.js';
import { ask } from './ask.js';
import { decoded, segment } from './decoded.js';
import { toJson } from '../../model/json.js';

/** The slot's calls of the REST contract, with the token of whoever edits it. `root` is the board's URL. */
export function restSlot(root: string, getToken: AdapterOptions['getToken']): SlotCalls {
  // A board is at `…/boards/KEY`, its desk at `…/desk/boards/KEY`.
  const desk = root.replace(/\/boards\/[^/]*$/, '/desk$&');
  const json = { 'content-type': 'application/json' };
  const send = async (
    method: string,
    path: string,
    { signal }: CallOptions = {},
    body?: unknown,
  ): Promise<unknown> => {
    if (signal?.aborted) throw new HelpBoardError('aborted');
    const token = await Promise.resolve(getToken?.()).catch((cause: unknown) => {
      throw new HelpBoardError('unauthorized', { cause });
    });
    const answer = await ask(desk + path, {
      ...{ method, signal, body: body === undefined ? undefined : toJson(body) },
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && json) },
    });
    return answer.json;
  };
  const read: SlotCalls['read'] = async (options) =>
    decoded(slotStateSchema, await send('GET', '/slot', options));
  return {
    read,
    async save({ content, ...of }, options) {
      const answer =
        of.number === undefined
          ? await send('POST', '/slot/versions', options, content)
          : await send('PUT', `/slot/versions/${of.number}`, options, { ...content, revision: of.revision });
      return decoded(slotVersionSchema, answer);
    },
    preview: async ({ number, revision }, options) =>
      decoded(
        slotPreviewSchema,
        await send('POST', `/slot/versions/${number}/preview`, options, { revision }),
      ),
    publish: async ({ number, revision }, time = {}, options) =>
      decoded(
        slotStateSchema,
        await send('POST', `/slot/versions/${number}/showings`, options, { ...time, revision }),
      ),
    end: async (showing, options) =>
      decoded(slotStateSchema, await send('DELETE', `/slot/showings/${segment(showing)}`, options)),
    async turn(on, options) {
      await send('POST', '/home', options, { on });
      return read(options);
    },
    rollBack: async (version, options) =>
      decoded(slotStateSchema, await send('POST', '/slot/roll-back', options, version ? { version } : {})),
    emergency: async (wish, options) =>
      decoded(slotEmergencyAnswerSchema, await send('POST', '/slot/emergency', options, wish)),
    open: async (code, { signal } = {}) =>
      decoded(previewedSlotSchema, (await ask(`${root}/slot-previews/${segment(code)}`, { signal })).json),
  };
}
