import {
  boardSchema,
  decode,
  TEMPLATES,
  type Board,
  type HelpRequest,
  type Receipt,
  type Tracked,
} from '../../model/index.js';
import type { Capabilities, HelpBoardAdapter, ListQuery } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import { capabilitiesOf } from './capabilities.js';
import type { HotlineClient } from './client.js';
import { orderOf } from './order-of.js';
import type { Order } from './order.js';
import { Photos } from './photos.js';
import type { HotlineProfile } from './profile.js';
import { dueOf, idOf, OWN_ID, publish, replyOf, type Around } from './publish.js';
import { toJson } from '../../model/json.js';

const PAGE_SIZE = 20;
const PAGE_MAX = 50;

/** The board that a hotline's page shows: an everyday one, with what the profile says of its own. */
function boardOf({ board = {}, attachments, label }: HotlineProfile, key: string, can: Capabilities): Board {
  const everyday = TEMPLATES.everyday();
  const photos = can.upload ? (attachments?.most ?? 9) : 0;
  return decode(boardSchema, {
    ...everyday,
    title: label,
    region: '',
    ...board,
    key,
    // Posts can be taken only where none is ever doubled.
    open: can.dedupe !== 'none' && (board.open ?? true),
    features: { ...everyday.features, meToo: false, comments: false, stats: false, photos },
  })!;
}

const matches = ({ category, stage, region, q = '' }: ListQuery, of: HelpRequest): boolean => {
  const text = [of.title, of.publicBody, ...of.replies.map(({ body }) => body)].join('\n').toLowerCase();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!category || of.category === category) &&
    (!stage || of.stage === stage) &&
    (!region || of.region === region) &&
    words.every((word) => text.includes(word))
  );
};

/** The contract over a client that speaks already: for a gateway, whose exchange signs. */
export function hotlineAdapter(client: HotlineClient, key: string): HelpBoardAdapter {
  const { profile } = client;
  const capabilities = capabilitiesOf(profile);
  const board = boardOf(profile, key, capabilities);
  const around: Around = { board: key, label: profile.label, promise: board.promise };
  const photos = new Photos();

  const shown = (order: Order): HelpRequest => {
    const request = publish(order, around);
    if (request) return request;
    throw order.confidential ? new HelpBoardError('not-found') : new HelpBoardError('bad-answer');
  };
  /** A request is known by their number, or by our key until they have given it one. */
  const orderBy = async (id: string, signal?: AbortSignal): Promise<Order> => {
    if (signal?.aborted) throw new HelpBoardError('aborted');
    if (!id.startsWith(OWN_ID)) {
      // Without numbers of theirs nothing can be known by one.
      if (!client.can('get')) throw new HelpBoardError('not-found');
      return client.get(id, 'get', signal);
    }
    const order = await client.find(id.slice(OWN_ID.length), signal);
    if (!order) throw new HelpBoardError('not-found');
    return order;
  };
  const receiptOf = (order: Order, ownId: string): Receipt => {
    const receivedAt = order.createdAt ?? new Date().toISOString();
    return {
      key: ownId,
      id: idOf({ ...order, ownId })!,
      trackingCode: (capabilities.track && order.remoteId) || '',
      token: '',
      // An answer that says nothing of a stage says that it has come.
      stage: order.rawLabel === undefined ? 'submitted' : order.stage,
      receivedAt,
      dueAt: dueOf(order, receivedAt, around),
    };
  };

  const adapter: HelpBoardAdapter = {
    name: `hotline-${profile.name}`,
    capabilities,
    async loadBoard({ signal } = {}) {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      return JSON.parse(toJson(board)) as Board;
    },
    async list(query, { signal } = {}) {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      // Nobody features anything at a hotline, and it knows one order only: the newest first.
      if (query.sort === 'featured' || !client.can('list')) return { items: [], pinned: [] };
      const size = Math.min(Math.max(Math.floor(query.limit ?? PAGE_SIZE) || 1, 1), PAGE_MAX);
      const { cursor, category, region, stage, q } = query;
      const { orders, next } = await client.list({ size, cursor, category, region, stage, q }, signal);
      const items = orders
        .flatMap((order) => publish(order, around) ?? [])
        .filter((of) => matches(query, of));
      return { items, pinned: [], ...(next !== undefined && { next }) };
    },
    get: async (id, { signal } = {}) => shown(await orderBy(id, signal)),
    async submit(submission, { key: ownId, signal }) {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      if (capabilities.dedupe === 'none') throw new HelpBoardError('unsupported');
      const files = photos.of(ownId, submission.attachments);
      // Whether an earlier try arrived is not known here: it is always looked for first.
      const before = capabilities.dedupe === 'lookup' ? await client.find(ownId, signal) : undefined;
      const values = { ...orderOf(submission, ownId, board), ownId, files };
      const order = before ?? (await client.submit(values, signal));
      photos.forget(ownId);
      const receipt = receiptOf(order, ownId);
      if (isAnother(order.content, values.content)) throw new HelpBoardError('already-received', { receipt });
      if (order.content !== undefined) return receipt;
      return {
        ...receipt,
        ...(before ? { found: true } : capabilities.dedupe === 'key' && { found: 'perhaps' }),
      };
    },
  };
  if (capabilities.upload) {
    adapter.upload = async ({ sha256, blob }, { key: ownId, signal }) => {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      if (photos.has(ownId, sha256)) return;
      const way = profile.attachments!;
      const file = { name: `${sha256.slice(0, 16)}.jpg`, type: blob.type, blob };
      const url = way.send === 'upload' ? await client.upload(file, signal) : undefined;
      await photos.keep(ownId, sha256, blob, way, url);
    };
  }
  if (capabilities.track) {
    adapter.track = async (code, { signal } = {}): Promise<Tracked> => {
      const order = await client.get(code.trim(), 'track', signal);
      // Whoever has the number may know the state, of a confidential request too; its text is not in it.
      const { stage, flags, createdAt, timeline, answeredAt, assignee, dueAt } = shown({
        ...order,
        confidential: false,
      });
      const reply = replyOf(order, around);
      return {
        ...{ stage, flags, createdAt, dueAt, timeline, replies: reply ? [reply] : [] },
        ...(answeredAt && { answeredAt }),
        ...(assignee && { assignee }),
      };
    };
  }
  if (capabilities.add) {
    adapter.add = async ({ id }, { body }, { key: ownId, signal }) => {
      const { remoteId } = await numbered(id);
      await client.call('add', { remoteId, ownId, words: body }, signal);
    };
  }
  if (capabilities.withdraw) {
    adapter.withdraw = async ({ id }, { signal } = {}) => {
      await client.call('withdraw', await numbered(id), signal);
    };
  }
  /** Their number of a request, asked for where only our key is known. */
  const numbered = async (id: string): Promise<{ remoteId: string }> => {
    const remoteId = id.startsWith(OWN_ID) ? (await orderBy(id)).remoteId : id;
    if (!remoteId) throw new HelpBoardError('conflict');
    return { remoteId };
  };
  return adapter;
}

/** An order that they have under our key, with another text: an earlier wording arrived. White space is theirs to change. */
const isAnother = (theirs: string | undefined, ours: string | undefined): boolean =>
  theirs !== undefined && theirs.replace(/\s/g, '') !== (ours ?? '').replace(/\s/g, '');
