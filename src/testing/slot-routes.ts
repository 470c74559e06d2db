import { HelpBoardError } from '../adapters/errors.js';
import type { SlotContent, SlotEmergency } from '../model/index.js';
import { route, type Call, type Route } from './route.js';

/** What somebody with a token does at the desk. */
const desk = (method: string, path: RegExp, answer: Route['answer']): Route =>
  route(method, path, async (call) => {
    if (!/^Bearer ./.test(call.request.headers.get('authorization') ?? ''))
      throw new HelpBoardError('unauthorized');
    return { secret: true, ...(await answer(call)) };
  });
const given = async <T>({ request }: Call): Promise<T> => (await request.json()) as T;

/** The slot on home pages: its editor's calls, and those of the pages. */
export const SLOT_ROUTES: readonly Route[] = [
  desk('GET', /^\/slot$/, async ({ adapter }) => ({ body: await (await adapter.slot()).read() })),
  desk('POST', /^\/slot\/versions$/, async (call) => {
    const slot = await call.adapter.slot();
    return { status: 201, body: await slot.save({ content: await given<SlotContent>(call) }) };
  }),
  desk('PUT', /^\/slot\/versions\/(\d+)$/, async (call) => {
    const slot = await call.adapter.slot();
    const { revision, ...content } = await given<SlotContent & { revision: number }>(call);
    return { body: await slot.save({ number: Number(call.at[0]), revision, content }) };
  }),
  desk('POST', /^\/slot\/versions\/(\d+)\/preview$/, async (call) => {
    const { revision } = await given<{ revision: number }>(call);
    return { body: await (await call.adapter.slot()).preview({ number: Number(call.at[0]), revision }) };
  }),
  desk('POST', /^\/slot\/versions\/(\d+)\/showings$/, async (call) => {
    const slot = await call.adapter.slot();
    const { revision, ...time } = await given<{ revision: number; from?: string; until?: string }>(call);
    return { body: await slot.publish({ number: Number(call.at[0]), revision }, time) };
  }),
  desk('DELETE', /^\/slot\/showings\/([^/]+)$/, async ({ adapter, at }) => ({
    body: await (await adapter.slot()).end(at[0]!),
  })),
  desk('POST', /^\/home$/, async (call) => {
    const { on } = await given<{ on: boolean }>(call);
    return { body: (await (await call.adapter.slot()).turn(on)).shown };
  }),
  desk('POST', /^\/slot\/roll-back$/, async (call) => {
    const { version } = await given<{ version?: number }>(call);
    return { body: await (await call.adapter.slot()).rollBack(version) };
  }),
  desk('POST', /^\/slot\/emergency$/, async (call) => ({
    body: await (await call.adapter.slot()).emergency(await given<SlotEmergency>(call)),
  })),
  route('GET', /^\/slot-previews\/([^/]+)$/, async ({ adapter, at }) => ({
    body: await (await adapter.slot()).open(at[0]!),
    secret: true,
  })),
  route('GET', /^\/slot-arrivals$/, async ({ adapter, query }) => {
    const version = Number(query.get('version'));
    await adapter.arrived(query.get('page') ?? '', version);
    return { body: { version } };
  }),
];
