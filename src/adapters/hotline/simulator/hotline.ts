import type { Codec } from '../codecs.js';
import { OPERATIONS } from '../check-profile.js';
import type { OrderValues } from '../order.js';
import type {
  Fields,
  HotlineProfile,
  ListOperation,
  Operation,
  OperationName,
  SubmitOperation,
} from '../profile.js';
import { at, put, type Tree } from '../tree.js';
import { ORDER_FIELDS, resolved } from '../usual-codecs.js';
import { readXml, writeXml } from '../xml.js';
import type { Flag, Stage } from '../../../model/index.js';

/** An order as the hotline keeps it. */
export type Kept = Partial<OrderValues> & {
  stage: Stage;
  /** Its marks (督办, 延期 …), where the profile has a place or a label for them. */
  flags?: readonly Flag[];
  /** They have given it back. */
  returned?: boolean;
};

/** What was said about an order after it had come. */
export interface Told {
  operation: OperationName;
  ownId?: string;
  remoteId?: string;
  words?: string;
}

const write = (tree: Tree, fields: Fields, values: Partial<OrderValues>) => {
  for (const name of ORDER_FIELDS) {
    const field = fields[name];
    if (!field || values[name] === undefined) continue;
    const { path, codec } = resolved(name, field as string);
    put(tree, path, (codec as Codec<unknown>).write(values[name]));
  }
};

const read = (fields: Fields, tree: unknown): Partial<OrderValues> =>
  Object.fromEntries(
    ORDER_FIELDS.flatMap((name) => {
      const field = fields[name];
      if (!field) return [];
      const { path, codec } = resolved(name, field as string);
      const value = (codec as Codec<unknown>).read(at(tree, path));
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Partial<OrderValues>;

/** XML that was read has lost its prefixes. */
const local = (path: string) =>
  path
    .split('.')
    .map((step) => step.slice(step.indexOf(':') + 1))
    .join('.');

async function bodyOf(request: Request, { body, root = '', wrap }: Operation): Promise<unknown> {
  if (body === 'multipart') {
    const form = await request.clone().formData();
    return Object.fromEntries([...form].map(([key, value]) => [key, value]));
  }
  const text = await request.clone().text();
  if (body === 'xml') return at(readXml(text), local(root));
  const tree: unknown = body === 'json' ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  if (!wrap) return at(tree, root);
  const inner = at(tree, wrap.path) as string;
  return wrap.as === 'json' ? JSON.parse(inner) : readXml(inner);
}

/**
 * A hotline that speaks as a profile says: it reads what the profile writes and writes what it reads. What it keeps is kept
 * as our values, so that a codec which is not its own inverse is found out.
 */
export class HotlineSimulator {
  readonly orders: Kept[] = [];
  readonly told: Told[] = [];
  uploads = 0;
  private readonly profile: HotlineProfile;

  constructor(profile: HotlineProfile, orders: readonly Kept[] = []) {
    this.profile = profile;
    this.orders.push(...orders);
  }

  readonly serve = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = (name: OperationName) => this.profile.operations[name]?.path ?? '';
    // A literal path before one with a placeholder, and the list after those who share its path.
    const names = ['find' as const, ...OPERATIONS.filter((of) => of !== 'list'), 'list' as const];
    for (const name of names.sort((a, b) => +path(a).includes('{') - +path(b).includes('{'))) {
      const operation = this.profile.operations[name];
      if (!operation) continue;
      const values = await this.understood(request, url, operation);
      if (values) return this.answer(name, operation, values);
    }
    return new Response('no such operation', { status: 404 });
  };

  /** The values of a call, if it is one of this operation. */
  private async understood(request: Request, url: URL, operation: Operation): Promise<Tree | undefined> {
    const { path, method = operation.body ? 'POST' : 'GET', query = {}, body, fields = {} } = operation;
    const pattern = new RegExp(`${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = pattern.exec(url.pathname);
    const soap = operation.headers?.['SOAPAction'];
    if (request.method !== method || !found) return undefined;
    if (soap && request.headers.get('soapaction') !== soap) return undefined;
    if (Object.entries(query).some(([key, value]) => url.searchParams.get(key) !== String(value)))
      return undefined;
    const tree = body ? await bodyOf(request, operation) : Object.fromEntries(url.searchParams);
    const values = read(fields, tree);
    // Where one URL serves for all, the fields tell what is meant.
    if (Object.keys(fields).some((name) => /Id$/.test(name) && name !== 'remoteId' && !(name in values)))
      return undefined;
    if (fields.remoteId && !path.includes('{') && !operationIsSubmit(operation) && !values.remoteId)
      return undefined;
    const inPath = Object.fromEntries(
      Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    return { ...values, ...inPath, tree };
  }

  private answer(name: OperationName, operation: Operation, { tree, ...given }: Tree): Response {
    const values = given as Partial<OrderValues>;
    const theirs = (order: Kept) => this.written(order);
    const byId = this.orders.find(({ remoteId }) => remoteId === values.remoteId);
    const byOwn = this.orders.find(({ ownId }) => ownId === values.ownId);
    switch (name) {
      case 'submit': {
        const { idempotent, id, returns } = operation as SubmitOperation;
        const order: Kept = (idempotent && byOwn) || {
          createdAt: new Date().toISOString(),
          ...values,
          ...(this.profile.fields.remoteId && { remoteId: String(9000 + this.orders.length) }),
          stage: 'submitted',
        };
        if (!this.orders.includes(order)) this.orders.unshift(order);
        const data: Tree = {};
        if (id === 'now') put(data, returns!, order.remoteId);
        return this.wrapped(operation, data);
      }
      case 'list': {
        const { paging } = operation as ListOperation;
        const all = this.orders;
        if (paging.by === 'none') return this.listed(operation, all.map(theirs));
        const size = Number((paging.size && at(tree, local(paging.size))) ?? 20);
        if (paging.by === 'page') {
          const from = (Number(at(tree, local(paging.page)) ?? paging.first) - paging.first) * size;
          const beside: Tree = {};
          if (paging.total) put(beside, paging.total, all.length);
          return this.listed(operation, all.slice(from, from + size).map(theirs), beside);
        }
        const last = at(tree, paging.cursor);
        const from = last === undefined ? 0 : all.findIndex(({ remoteId }) => remoteId === last) + 1;
        const page = all.slice(from, from + size);
        const beside: Tree = {};
        if (from + size < all.length) put(beside, paging.next, page[page.length - 1]!.remoteId);
        return this.listed(operation, page.map(theirs), beside);
      }
      case 'upload':
        return this.wrapped(operation, { url: `https://files.example.cn/${++this.uploads}.jpg` });
      default: {
        // Where they know no number of their own, ours is the only one.
        const order = name === 'find' || !values.remoteId ? byOwn : byId;
        if (name === 'find' || name === 'get' || name === 'track') return this.found(operation, order);
        if (!order) return this.refused(operation, 'not-found');
        if (name === 'withdraw') order.stage = 'withdrawn';
        const { ownId, remoteId } = order;
        this.told.push({ operation: name, ownId, remoteId, words: values.words });
        return this.wrapped(operation, {});
      }
    }
  }

  private found(operation: Operation, order: Kept | undefined): Response {
    const { success, errors } = operation.envelope ?? this.profile.envelope ?? {};
    if (!order && (!success || !errors)) return this.listed(operation, []);
    if (!order) return this.refused(operation, 'not-found');
    return operation.order === undefined && this.profile.envelope?.data !== undefined
      ? this.wrapped(operation, this.written(order))
      : this.listed(operation, [this.written(order)]);
  }

  /** An order as it stands in an answer, or in what the hotline pushes. */
  written(order: Kept): Tree {
    const tree: Tree = {};
    write(tree, this.profile.fields, order);
    const { stage, stages, flags = {}, returned } = this.profile;
    const labels = order.stage === 'unknown' ? undefined : stages[order.stage];
    if (stage !== undefined) put(tree, stage, labels?.[0] ?? '别的');
    const marks = (order.flags ?? []).map((name) => flags[name]);
    for (const rule of [...marks, order.returned && returned]) {
      if (!rule) continue;
      if (rule.path !== undefined) put(tree, rule.path, rule.is?.[0] ?? 1);
      // A label that says both says it instead of the stage's own.
      else if (stage !== undefined && rule.labels) put(tree, stage, rule.labels[0]);
    }
    return tree;
  }

  private listed(operation: Operation, items: Tree[], beside: Tree = {}): Response {
    const data = beside;
    if (!operation.order) return this.wrapped(operation, items);
    put(data, operation.order, items);
    return this.wrapped(operation, data);
  }

  private refused(operation: Operation, as: string): Response {
    const { success, errors = {} } = operation.envelope ?? this.profile.envelope ?? {};
    const code = Object.keys(errors).find((of) => errors[of] === as) ?? '1';
    const tree: Tree = {};
    if (success) put(tree, success.path, code);
    return this.sent(operation, tree);
  }

  private wrapped(operation: Operation, data: unknown): Response {
    const { success, data: path, dataAs } = operation.envelope ?? this.profile.envelope ?? {};
    const tree: Tree = {};
    if (success) put(tree, success.path, success.is[0]);
    if (!path) return this.sent(operation, Array.isArray(data) ? data : { ...tree, ...(data as Tree) });
    put(tree, path, dataAs === 'xml' ? writeXml(rooted(data)) : data);
    return this.sent(operation, tree);
  }

  private sent(operation: Operation, tree: unknown): Response {
    const { as } = operation.envelope ?? this.profile.envelope ?? {};
    const text = as === 'xml' ? writeXml(tree as Tree) : JSON.stringify(tree);
    return new Response(text, {
      headers: {
        'content-type': as === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8',
        'access-control-allow-origin': '*',
      },
    });
  }
}

const operationIsSubmit = (operation: Operation) => 'id' in operation;
const rooted = (data: unknown): Tree =>
  Object.keys(data as Tree).length === 1 ? (data as Tree) : { RES: data };
