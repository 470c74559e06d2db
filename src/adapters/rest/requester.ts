import { SOLUTION_HEADER } from '../../model/challenge.js';
import { commentPageSchema } from '../../model/comment.js';
import { decode } from '../../model/decode.js';
import { prefillSchema } from '../../model/prefill.js';
import { statsSchema } from '../../model/stats.js';
import { helpRequestSchema } from '../../model/request.js';
import { STAGES } from '../../model/stages.js';
import { ownRequestSchema, trackedSchema } from '../../model/own-request.js';
import { boolean, integer, object, oneOf, string } from '../../model/schema.js';
import { receiptSchema, type Receipt } from '../../model/submission.js';
import { suggestionsSchema } from '../../model/suggestions.js';
import type { AdapterOptions, CallOptions, HelpBoardAdapter, OwnHandle } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import type { AskOptions } from './ask.js';
import { decoded, segment } from './decoded.js';
import type { LATER, RestCall } from './index.js';
import { toJson } from '../../model/json.js';

export type Requester = Required<Pick<HelpBoardAdapter, (typeof LATER)[number]>>;

const arrivedSchema = object({ version: integer() });

const POST_TIMEOUT = 30_000;
/** A photo over a village's 2G. */
const UPLOAD_TIMEOUT = 120_000;

const count = integer({ minimum: 0 });
const meTooSchema = object({ meToo: count });
const thanksSchema = object({ thanks: count });
// What was written is written only when our own backend says so: a captive portal's empty 200 is no receipt either.
const uploadedSchema = object({ sha256: string() });
const addedSchema = object({ id: string() });
const standingSchema = object({ stage: oneOf(STAGES) });
const erasedSchema = object({ deleted: boolean() });
const versionSchema = object({ version: string() });
const withdrawnSchema = object({ stage: oneOf(['withdrawn']) });

const bearer = (token: string | undefined): Record<string, string> =>
  token ? { authorization: `Bearer ${token}` } : {};

const own = ({ id, token }: OwnHandle, what: string): [path: string, headers: Record<string, string>] => [
  `/requests/${segment(id)}/${what}`,
  bearer(token),
];

/** A receipt counts only if it echoes the key: anything else did not come for us. */
function ownReceipt(json: unknown, key: string): Receipt {
  const receipt = decode(receiptSchema, json);
  if (!receipt || receipt.key !== key) throw new HelpBoardError('bad-answer', { cause: json });
  return receipt;
}

/** The requester's side of the contract: everything that writes, and what only the holder of a code or token may read. */
export async function requester(
  call: RestCall,
  getToken: AdapterOptions['getToken'],
  root: string,
): Promise<Requester> {
  // Who can write can tell what went wrong.
  await import('./failure.js');
  /** What a backend gives relative to the board's URL, as the page can use it. */
  const absolute = (url: string): string => {
    const page = typeof location === 'undefined' ? undefined : location.href;
    try {
      return new URL(url, new URL(`${root}/`, page)).href;
    } catch {
      return url;
    }
  };

  const post = (path: string, body: unknown, { signal, headers }: AskOptions) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: toJson(body),
      timeout: POST_TIMEOUT,
      signal,
    });
  const hostToken = async () => bearer(await getToken?.());

  /** A backend with too much to do may ask for some work first: it is done here and now, once, and the post sent again. */
  const posted = async (path: string, body: unknown, options: AskOptions) => {
    try {
      return await post(path, body, options);
    } catch (error) {
      if ((error as HelpBoardError).code !== 'challenge-required') throw error;
      const { signal } = options;
      const { json } = await call('/challenge', { signal });
      let solution: string;
      try {
        solution = await (await import('./challenge.js')).solve(json, signal);
      } catch (cause) {
        // Without its code: the same as no answer.
        throw cause instanceof HelpBoardError ? cause : new HelpBoardError('network', { cause });
      }
      return post(path, body, { ...options, headers: { ...options.headers, [SOLUTION_HEADER]: solution } });
    }
  };

  return {
    async submit(submission, { key, signal }) {
      try {
        const headers = { 'idempotency-key': key, ...(await hostToken()) };
        return ownReceipt((await posted('/requests', submission, { signal, headers })).json, key);
      } catch (error) {
        if (!(error instanceof HelpBoardError)) throw new HelpBoardError('unauthorized', { cause: error });
        if (error.code !== 'already-received') throw error;
        const receipt = ownReceipt((error.cause as { receipt?: unknown }).receipt, key);
        throw new HelpBoardError('already-received', { status: error.status, receipt });
      }
    },
    async upload({ sha256, blob }, { key, signal }) {
      const { json } = await call(`/uploads/${segment(key)}/${segment(sha256)}`, {
        method: 'PUT',
        headers: { 'content-type': blob.type || 'application/octet-stream' },
        body: blob,
        timeout: UPLOAD_TIMEOUT,
        signal,
      });
      if (decoded(uploadedSchema, json).sha256 !== sha256) throw new HelpBoardError('bad-answer');
    },
    async track(code, options: CallOptions = {}) {
      return decoded(trackedSchema, (await call(`/track/${segment(code)}`, options)).json);
    },
    async own(handle, options: CallOptions = {}) {
      const [path, headers] = own(handle, 'own');
      return decoded(ownRequestSchema, (await call(path, { ...options, headers })).json);
    },
    async add(handle, addition, { key, signal }) {
      const [path, headers] = own(handle, 'additions');
      headers['idempotency-key'] = key;
      decoded(addedSchema, (await post(path, addition, { signal, headers })).json);
    },
    async withdraw(handle, options: CallOptions = {}) {
      const [path, headers] = own(handle, 'withdrawal');
      decoded(withdrawnSchema, (await post(path, {}, { ...options, headers })).json);
    },
    async meToo(id, { device, signal }) {
      const { json } = await post(`/requests/${segment(id)}/me-too`, { device }, { signal });
      return decoded(meTooSchema, json).meToo;
    },
    async get(id, options: CallOptions = {}) {
      const request = decoded(helpRequestSchema, (await call(`/requests/${segment(id)}`, options)).json);
      const attachments = request.attachments.map((photo) => ({ ...photo, url: absolute(photo.url) }));
      return { ...request, attachments };
    },
    async stats(query, options: CallOptions = {}) {
      const search = new URLSearchParams({ ...query });
      return decoded(statsSchema, (await call(`/stats?${search}`, options)).json);
    },
    async thank(id, { device, signal }) {
      const { json } = await post(`/requests/${segment(id)}/thanks`, { device }, { signal });
      return decoded(thanksSchema, json).thanks;
    },
    async comments(id, { cursor = '', signal } = {}) {
      const search = new URLSearchParams(cursor ? { cursor } : {});
      const { json } = await call(`/requests/${segment(id)}/comments?${search}`, { signal });
      return decoded(commentPageSchema, json);
    },
    async comment(id, comment, { key, signal }) {
      const headers = { 'idempotency-key': key };
      const { json } = await post(`/requests/${segment(id)}/comments`, comment, { signal, headers });
      decoded(addedSchema, json);
    },
    async urge(handle, options) {
      const [path, headers] = own(handle, 'urge');
      decoded(standingSchema, (await post(path, {}, { ...options, headers })).json);
    },
    async rate(handle, rating, options) {
      const [path, headers] = own(handle, 'rating');
      decoded(standingSchema, (await post(path, rating, { ...options, headers })).json);
    },
    async reopen(handle, reason, { key, signal }) {
      const [path, headers] = own(handle, 'reopening');
      headers['idempotency-key'] = key;
      decoded(addedSchema, (await post(path, reason, { signal, headers })).json);
    },
    async erase(handle, options) {
      const [path, headers] = own(handle, 'deletion');
      decoded(erasedSchema, (await post(path, {}, { ...options, headers })).json);
    },
    async version(options) {
      return decoded(versionSchema, (await call('/version', options)).json).version;
    },
    async suggest(text, { signal } = {}) {
      return decoded(suggestionsSchema, (await post('/suggestions', { text }, { signal })).json);
    },
    async prefill(code, options) {
      return decoded(prefillSchema, (await call(`/prefills/${segment(code)}`, options)).json);
    },
    async arrived(page, version, options) {
      const { json } = await call(`/slot-arrivals?version=${version}&page=${segment(page)}`, options);
      decoded(arrivedSchema, json);
    },
    async slot() {
      try {
        return (await import('./slot.js')).restSlot(root, getToken);
      } catch (cause) {
        throw new HelpBoardError('network', { cause });
      }
    },
  };
}
