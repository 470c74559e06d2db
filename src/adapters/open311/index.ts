import {
  boardSchema,
  decode,
  dueAt,
  TEMPLATES,
  type Board,
  type HelpRequest,
  type Receipt,
  type RequestPage,
} from '../../model/index.js';
import type { AdapterOptions, HelpBoardAdapter, ListQuery } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import { call } from './call.js';
import { attributeOf, categoryOf, objects, requestOf, word, type Json } from './decode.js';
import { formOf } from './form.js';
import { matches, pageOf, sliceOf } from './pages.js';

export interface Open311AdapterOptions extends Omit<AdapterOptions, 'early'> {
  /** Only where one server serves several places; never sent empty. */
  jurisdiction?: string;
  /** How the server answers (`json`); told by a `discovery` document where that is given. */
  format?: Format;
  /** What the board shows, where it differs from an everyday one. */
  about?: Partial<Board>;
}

type Format = 'json' | 'xml';

/** A request that has no number yet is known by its token. */
const TOKEN = 'token~';
const POST_TIMEOUT = 30_000;

/**
 * Any GeoReport v2 server: `backend` is its endpoint, or its `discovery.json` or `.xml`. `getToken` gives the `api_key` that posting
 * needs. GeoReport has no key of ours, so nothing is ever sent again by itself: `dedupe` is `none`, and a person decides after
 * an unknown outcome. Everything posted is public; what somebody wants to be kept with the desk is refused.
 */
export function createOpen311Adapter(options: Open311AdapterOptions): HelpBoardAdapter {
  const { backend, board: key, getToken, jurisdiction, about } = options;
  let endpoint: Promise<Endpoint> | undefined;

  const root = async (signal?: AbortSignal): Promise<Endpoint> => {
    if (!/\/discovery\.(json|xml)$/.test(backend)) return { url: backend, format: options.format ?? 'json' };
    endpoint ??= discovered(backend, signal).catch((error: unknown) => {
      endpoint = undefined;
      throw error;
    });
    return endpoint;
  };
  const get = async (path: string, search: Record<string, string> = {}, signal?: AbortSignal) => {
    if (signal?.aborted) throw new HelpBoardError('aborted');
    const query = new URLSearchParams({ ...search, ...(jurisdiction && { jurisdiction_id: jurisdiction }) });
    const { url, format } = await root(signal);
    return call(`${url}/${path}.${format}${String(query) && `?${query}`}`, { signal });
  };
  const base = decode(boardSchema, {
    ...TEMPLATES.everyday(),
    title: key,
    region: '',
    ...about,
    key,
    features: { review: false, comments: false, meToo: false, stats: false, photos: 0 },
  })!;

  const one = async (id: string, signal?: AbortSignal): Promise<HelpRequest> => {
    const all = objects(await get(`requests/${segment(id)}`, {}, signal));
    // An unknown id is answered with 200 and [], or with everything.
    const found = all.find((given) => word(given['service_request_id']) === id);
    if (!found) throw new HelpBoardError('not-found');
    const request = requestOf(found, key, base.promise);
    if (!request) throw new HelpBoardError('bad-answer', { cause: found });
    return request;
  };

  return {
    name: 'open311',
    capabilities: { dedupe: 'none' },
    async loadBoard({ signal } = {}) {
      const services = objects(await get('services', {}, signal));
      const categories = services.flatMap(categoryOf);
      if (!categories.length) throw new HelpBoardError('bad-answer', { cause: services });
      const asking = services.filter(({ metadata }) => metadata === true || metadata === 'true');
      const attributes = await Promise.all(asking.map((service) => attributesOf(service, get, signal)));
      return decode(boardSchema, { ...base, categories, attributes: attributes.flat() })!;
    },
    async list(query, { signal } = {}): Promise<RequestPage> {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      if (query.sort === 'featured') return { items: [], pinned: [] };
      const { search, ...page } = pageOf(query);
      const given = objects(await get('requests', { ...search, ...filters(query) }, signal));
      const { items, next } = sliceOf(
        given.flatMap((of) => requestOf(of, key, base.promise) ?? []),
        page,
      );
      const shown = items.filter((of) => matches(query, of));
      return { items: shown, pinned: [], ...(next !== undefined && { next }) };
    },
    async get(id, { signal } = {}) {
      if (!id.startsWith(TOKEN)) return one(id, signal);
      // 404 may mean "not yet".
      const [token] = objects(await get(`tokens/${segment(id.slice(TOKEN.length))}`, {}, signal));
      const number = word(token?.['service_request_id']);
      if (!number) throw new HelpBoardError('not-found');
      return one(number, signal);
    },
    async submit(submission, { key: ownKey, signal }): Promise<Receipt> {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      const form = formOf(submission, base);
      if (jurisdiction) form.set('jurisdiction_id', jurisdiction);
      const apiKey = await Promise.resolve(getToken?.()).catch((cause: unknown) => {
        throw new HelpBoardError('unauthorized', { cause });
      });
      if (apiKey) form.set('api_key', apiKey);
      const { url, format } = await root(signal);
      const json = await call(`${url}/requests.${format}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: String(form),
        timeout: POST_TIMEOUT,
        signal,
      });
      const [given] = objects(json);
      const number = word(given?.['service_request_id']);
      const token = word(given?.['token']);
      if (!number && !token) throw new HelpBoardError('bad-answer', { cause: json });
      const now = Date.now();
      return {
        key: ownKey,
        id: number ?? TOKEN + token!,
        trackingCode: '',
        token: '',
        stage: 'submitted',
        receivedAt: new Date(now).toISOString(),
        dueAt: new Date(dueAt(now, base.promise)).toISOString(),
      };
    },
  };
}

/** Half a surrogate pair, which no URL can hold, is left out. */
const segment = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''));

const filters = ({ category, stage }: ListQuery): Record<string, string> => ({
  ...(category && { service_code: category }),
  ...(stage === 'submitted' && { status: 'open' }),
  ...(stage === 'resolved' && { status: 'closed' }),
});

/** A service's own fields. A definition that cannot be had costs the fields, not the board. */
async function attributesOf(
  service: Json,
  get: (path: string, search?: Record<string, string>, signal?: AbortSignal) => Promise<unknown>,
  signal?: AbortSignal,
) {
  const code = word(service['service_code']);
  if (!code) return [];
  try {
    const [definition] = objects(await get(`services/${segment(code)}`, {}, signal));
    return objects(definition?.['attributes'] ?? []).flatMap((given) => attributeOf(code, given));
  } catch (error) {
    if ((error as HelpBoardError).code === 'aborted') throw error;
    return [];
  }
}

interface Endpoint {
  url: string;
  format: Format;
}

/** The endpoint of GeoReport v2 in production, or the first there is. XML is asked for where there is nothing else. */
async function discovered(url: string, signal?: AbortSignal): Promise<Endpoint> {
  const json = await call(url, { signal });
  const endpoints = objects((json as Json)['endpoints'] ?? []).filter(
    (of) => /georeport_?v2/i.test(word(of['specification']) ?? '') && /^https?:/.test(word(of['url']) ?? ''),
  );
  const best = endpoints.find((of) => of['type'] === 'production') ?? endpoints[0];
  if (!best) throw new HelpBoardError('bad-answer', { cause: json });
  const formats = [best['formats'] ?? []].flat().map(String);
  const xmlOnly = formats.some((type) => /xml/.test(type)) && !formats.some((type) => /json/.test(type));
  return { url: word(best['url'])!.replace(/\/$/, ''), format: xmlOnly ? 'xml' : 'json' };
}
