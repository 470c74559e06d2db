import type { Codec } from './codecs.js';
import type { OrderField, OrderValues } from './order.js';
import type {
  Attachments,
  Constants,
  Fields,
  HotlineProfile,
  ListOperation,
  Operation,
  OperationName,
  UploadOperation,
} from './profile.js';
import { put, type Path, type Tree } from './tree.js';
import { ORDER_FIELDS, resolved } from './usual-codecs.js';
import { writeXml } from './xml.js';
import { toJson } from '../../model/json.js';

/** A call as it goes over HTTP; a gateway signs it before it goes. */
export interface HotlineCall {
  operation: OperationName;
  method: string;
  /** Path and query, below the backend's URL. */
  path: string;
  headers: Record<string, string>;
  body?: string | FormData;
}

/** A picture on its way, as far as the profile's way of sending needs it. */
export interface HotlineFile {
  name: string;
  type: string;
  /** A reference of theirs, or an address that they can reach. */
  url?: string;
  base64?: string;
  blob?: Blob;
}

/** What is put into a call. */
export interface CallValues extends Partial<OrderValues> {
  files?: readonly HotlineFile[];
  /** The page to ask for; a number with `page` paging, their word with a cursor. */
  cursor?: string;
  /** Items a page. */
  size?: number;
  /** Words to search for. */
  q?: string;
  /** Their label of the stage to look for. */
  label?: string;
}

/** Half a surrogate pair, which no URL can hold, is left out. */
const inUrl = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''));

const putAll = (tree: Tree, constants: Constants = {}): void => {
  for (const path of Object.keys(constants)) put(tree, path, constants[path]);
};

function putFields(tree: Tree, fields: Fields = {}, values: CallValues): void {
  for (const name of ORDER_FIELDS) {
    const value = values[name];
    const field = fields[name];
    if (!field || value === undefined) continue;
    const { path, codec } = resolved(name, field as string);
    const written = (codec as Codec<OrderValues[OrderField]>).write(value);
    if (written !== undefined) put(tree, path, written);
  }
}

/** Text of a value in a form or a query: what is no text of its own goes as JSON. */
const asText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? toJson(value) : String(value);

/** A tree flat enough for a form: members by their own name, what lies deeper as JSON. */
const pairs = (tree: Tree): [string, string][] =>
  Object.entries(tree)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, asText(value)]);

function form(tree: Tree, files: readonly HotlineFile[], part: string): FormData {
  const data = new FormData();
  for (const [name, value] of pairs(tree)) data.append(name, value);
  for (const { blob, name } of files) if (blob) data.append(part, blob, name);
  return data;
}

/** Pictures where the order names them. Those that go as parts of the body are put there with it. */
function putFiles(tree: Tree, files: readonly HotlineFile[], way: Attachments): void {
  const { send, path, separator, item } = way;
  if (!files.length || send === 'multipart') return;
  if (send === 'base64') {
    const content = files.map(({ base64 = '', name, type }) =>
      item
        ? {
            [item.content]: base64,
            ...(item.name && { [item.name]: name }),
            ...(item.type && { [item.type]: type }),
          }
        : base64,
    );
    put(tree, path, content);
    return;
  }
  const urls = files.flatMap(({ url }) => url ?? []);
  put(tree, path, separator ? urls.join(separator) : urls);
}

/** Which page, how many, and of what. */
function putPaging(tree: Tree, { paging, filters = {} }: ListOperation, values: CallValues): void {
  if (paging.by === 'page') put(tree, paging.page, Number(values.cursor ?? paging.first));
  if (paging.by === 'cursor' && values.cursor !== undefined) put(tree, paging.cursor, values.cursor);
  if (paging.by !== 'none' && paging.size && values.size !== undefined) put(tree, paging.size, values.size);
  const { q, stage, ...fields } = filters;
  putFields(tree, fields, values);
  if (q !== undefined && values.q) put(tree, q, values.q);
  if (stage !== undefined && values.label) put(tree, stage, values.label);
}

/** The tree inside its wrapping, as a text in one value. */
function wrapped(tree: Tree, { wrap }: Operation): Tree {
  if (!wrap) return tree;
  const outer: Tree = {};
  putAll(outer, wrap.constants);
  put(outer, wrap.path, wrap.as === 'json' ? toJson(tree) : writeXml(tree));
  return outer;
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'text/xml; charset=utf-8',
};

const under = (root: Path | undefined, tree: Tree): Tree => {
  if (!root) return tree;
  const outer: Tree = {};
  put(outer, root, tree);
  return outer;
};

/**
 * The HTTP call of an operation. `credentials` are the values behind the names in the profile: what is missing is left out,
 * and the backend says so.
 */
export function writeCall(
  profile: HotlineProfile,
  name: OperationName,
  values: CallValues,
  credentials: Readonly<Record<string, string | undefined>> = {},
): HotlineCall {
  const operation = profile.operations[name] as Operation & Partial<UploadOperation>;
  const { body: as, root, wrap, part } = operation;
  const files = values.files ?? [];
  const inner: Tree = {};
  if (wrap) putAll(inner, operation.constants);
  putFields(inner, operation.fields, values);
  if ('paging' in operation) putPaging(inner, operation as ListOperation, values);
  if (name === 'submit' && profile.attachments) putFiles(inner, files, profile.attachments);
  const outer = wrapped(inner, operation);

  const query: Tree = { ...operation.query };
  const headers: Record<string, string> = { ...operation.headers };
  for (const { in: place, name: at, credential, prefix = '' } of profile.credentials ?? []) {
    const value = credentials[credential];
    if (value === undefined) continue;
    if (place === 'header') headers[at] = prefix + value;
    else put(place === 'query' || !as ? query : outer, at, prefix + value);
  }
  const tree = under(root, outer);
  if (!wrap) putAll(tree, operation.constants);
  if (!as) Object.assign(query, tree);

  const path = operation.path.replace(/\{(\w+)\}/g, (_, field: string) =>
    inUrl(asText(values[field as OrderField] ?? '')),
  );
  const search = pairs(query)
    .map(([key, value]) => `${inUrl(key)}=${inUrl(value)}`)
    .join('&');
  const call: HotlineCall = {
    operation: name,
    method: operation.method ?? (as ? 'POST' : 'GET'),
    path: path + (search && (path.includes('?') ? '&' : '?') + search),
    headers,
  };
  if (!as) return call;
  if (as === 'multipart')
    return { ...call, body: form(tree, files, part ?? profile.attachments?.path ?? 'file') };
  headers['content-type'] ??= TYPES[as];
  const body =
    as === 'json'
      ? toJson(tree)
      : as === 'xml'
        ? `<?xml version="1.0" encoding="UTF-8"?>${writeXml(tree)}`
        : String(new URLSearchParams(pairs(tree)));
  return { ...call, body };
}
