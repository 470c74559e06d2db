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
  const desk = `${root.replace(/\/boards\/[^/]*$/, '/desk$&')}/slot`;
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
  return {
    read: async (options) => decoded(slotStateSchema, await send('GET', '', options)),
    async save({ content, ...of }, options) {
      const answer =
        of.number === undefined
          ? await send('POST', '/versions', options, content)
          : await send('PUT', `/versions/${of.number}`, options, { ...content, revision: of.revision });
      return decoded(slotVersionSchema, answer);
    },
    preview: async (number, options) =>
      decoded(slotPreviewSchema, await send('POST', `/versions/${number}/preview`, options, {})),
    publish: async (number, time = {}, options) =>
      decoded(slotStateSchema, await send('POST', `/versions/${number}/showings`, options, time)),
    end: async (showing, options) =>
      decoded(slotStateSchema, await send('DELETE', `/showings/${segment(showing)}`, options)),
    rollBack: async (version, options) =>
      decoded(slotStateSchema, await send('POST', '/roll-back', options, version ? { version } : {})),
    emergency: async (wish, options) =>
      decoded(slotEmergencyAnswerSchema, await send('POST', '/emergency', options, wish)),
    open: async (code, { signal } = {}) =>
      decoded(previewedSlotSchema, (await ask(`${root}/slot-previews/${segment(code)}`, { signal })).json),
  };
}
