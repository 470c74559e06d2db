import type { Stage } from '../../model/index.js';
import { HelpBoardError } from '../errors.js';
import { text } from './codecs.js';
import { readAnswer } from './answer.js';
import { writeCall, type CallValues, type HotlineFile } from './call.js';
import type { Exchange } from './exchange.js';
import type { Order, OrderValues } from './order.js';
import type { HotlineProfile, OperationName, Paging } from './profile.js';
import { idOf } from './publish.js';
import { readOrder } from './read-order.js';
import { at, listAt, type Path } from './tree.js';

export interface ClientOptions {
  profile: HotlineProfile;
  exchange: Exchange;
  /** Values behind the names of the profile's credentials, fetched for each call. */
  credentials?: () => Promise<Readonly<Record<string, string | undefined>>>;
}

export interface OrderPage {
  orders: Order[];
  next?: string;
}

/** What is looked for in a list. */
export interface OrderQuery {
  cursor?: string;
  size: number;
  category?: string;
  region?: string;
  stage?: Stage;
  q?: string;
}

/** Where the next page is, or `undefined`: a cursor that does not move would lead round in circles. */
function nextOf(
  paging: Paging,
  data: unknown,
  { cursor, size }: OrderQuery,
  count: number,
): string | undefined {
  if (paging.by === 'none' || !count) return undefined;
  if (paging.by === 'cursor') {
    const next = text().read(at(data, paging.next));
    return next === cursor ? undefined : next;
  }
  const page = Number(cursor ?? paging.first);
  const total = paging.total === undefined ? undefined : Number(at(data, paging.total) ?? NaN);
  const seen = (page - paging.first + 1) * (paging.size ? size : count);
  const more = total === undefined || isNaN(total) ? count >= (paging.size ? size : 1) : seen < total;
  return more ? String(page + 1) : undefined;
}

/** The objects of a list, or of a lone order. A number or a text is not theirs, and no word on what they have. */
function itemsOf(name: OperationName, data: unknown, order: Path = ''): unknown[] {
  if (data !== null && data !== undefined && typeof data !== 'object')
    throw new HelpBoardError('bad-answer', { cause: data, fields: { [name]: 'no order and no list' } });
  return listAt(data, order).filter((item) => typeof item === 'object' && item !== null);
}

/** The operations of a hotline, in orders. A gateway's connector uses it as the adapter of a page does. */
export class HotlineClient {
  readonly profile: HotlineProfile;
  private readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    this.options = options;
    this.profile = options.profile;
  }

  can(name: OperationName): boolean {
    return this.profile.operations[name] !== undefined;
  }

  /** The data of the answer to any operation. */
  async call(name: OperationName, values: CallValues, signal?: AbortSignal): Promise<unknown> {
    if (signal?.aborted) throw new HelpBoardError('aborted');
    if (!this.can(name)) throw new HelpBoardError('unsupported');
    let credentials: Readonly<Record<string, string | undefined>> | undefined;
    try {
      credentials = await this.options.credentials?.();
    } catch (cause) {
      throw new HelpBoardError('unauthorized', { cause });
    }
    const call = writeCall(this.profile, name, values, credentials);
    return readAnswer(this.profile, name, await this.options.exchange(call, signal));
  }

  /** A page of orders; those that are no object are left out. */
  async list(query: OrderQuery, signal?: AbortSignal): Promise<OrderPage> {
    const { paging, order = '' } = this.profile.operations.list ?? { paging: { by: 'none' } };
    // A cursor is ours to check: another backend's would ask for a page that is none.
    if (query.cursor !== undefined && paging.by === 'page' && !/^\d{1,9}$/.test(query.cursor))
      throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
    const { stage, ...values } = query;
    const labels = stage && stage !== 'unknown' ? this.profile.stages[stage] : undefined;
    // One label can be asked for; of several the others would be missing.
    const label = labels?.length === 1 ? String(labels[0]) : undefined;
    const data = await this.call('list', { ...values, label }, signal);
    const items = itemsOf('list', data, order);
    return {
      orders: items.map((item) => this.read(item)),
      next: nextOf(paging, data, query, items.length),
    };
  }

  /** One order by their id. */
  async get(remoteId: string, name: 'get' | 'track' = 'get', signal?: AbortSignal): Promise<Order> {
    const data = await this.call(name, { remoteId }, signal);
    const orders = this.orders(name, data);
    if (!orders.length) throw new HelpBoardError('not-found');
    // A server that cannot find one may answer with all of them.
    const found = this.profile.fields.remoteId
      ? orders.find((order) => order.remoteId === remoteId)
      : orders.length === 1
        ? orders[0]
        : undefined;
    if (!found) throw new HelpBoardError('bad-answer', { cause: data, fields: { [name]: 'another order' } });
    return found;
  }

  /** One order by our own id, or `undefined` where they have none. */
  async find(ownId: string, signal?: AbortSignal): Promise<Order | undefined> {
    try {
      const data = await this.call('find', { ownId }, signal);
      const orders = this.orders('find', data).filter((order) => idOf(order));
      const ours = orders.find((order) => order.ownId === ownId);
      // A server that does not look for it, but gives what it has, is no word that it has none of ours.
      if (!ours && orders.length)
        throw new HelpBoardError('bad-answer', { cause: data, fields: { find: 'another order' } });
      return ours;
    } catch (error) {
      if ((error as HelpBoardError).code === 'not-found') return undefined;
      throw error;
    }
  }

  /** Hands an order over; what is known of it from the answer, their id at least where it is known at once. */
  async submit(values: CallValues & Pick<OrderValues, 'ownId'>, signal?: AbortSignal): Promise<Order> {
    const submit = this.profile.operations.submit;
    const data = await this.call('submit', values, signal);
    const [order = { stage: 'unknown', flags: [] } as Order] =
      submit!.order === undefined ? [] : this.orders('submit', data);
    const remoteId = text().read(submit!.returns === undefined ? order.remoteId : at(data, submit!.returns));
    // An answer about another order is not ours.
    if (order.ownId !== undefined && order.ownId !== values.ownId)
      throw new HelpBoardError('bad-answer', { cause: data, fields: { 'submit.ownId': 'another order' } });
    if (submit!.id === 'now' && !remoteId)
      throw new HelpBoardError('bad-answer', {
        cause: data,
        fields: { [`submit.${submit!.returns}`]: 'missing' },
      });
    return { ...order, ownId: values.ownId, ...(remoteId && { remoteId }) };
  }

  /** Sends a picture ahead of its order; gives what the order is to name. */
  async upload(file: HotlineFile, signal?: AbortSignal): Promise<string> {
    const data = await this.call('upload', { files: [file] }, signal);
    const url = text().read(at(data, this.profile.operations.upload!.returns));
    if (!url) throw new HelpBoardError('bad-answer', { cause: data, fields: { upload: 'no reference' } });
    return url;
  }

  private orders(name: OperationName, data: unknown): Order[] {
    return itemsOf(name, data, this.profile.operations[name]?.order).map((item) => this.read(item));
  }

  private read(item: unknown): Order {
    return readOrder(this.profile, item).order;
  }
}
