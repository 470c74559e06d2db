import type { Board, HelpRequest, Receipt, RequestPage, Submission, Suggestions } from '../../model/index.js';
import type { CallOptions, Capabilities, HelpBoardAdapter, OwnHandle, Upload } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import { merged, readCursor, writeCursor } from './merge.js';

/** One of the backends behind a board. */
export interface Member {
  /** Short, without `~`: it stands in front of the ids. */
  name: string;
  /** What people call it. */
  label: string;
  adapter: HelpBoardAdapter;
  /** Categories and regions it takes; any when left out. */
  categories?: readonly string[];
  regions?: readonly string[];
}

export interface CompositeAdapterOptions {
  /** The first is the board that is shown, and takes what nobody else does. */
  members: readonly Member[];
  /** The name of the member that takes a submission; by category and region when it gives none. */
  route?: (submission: Submission) => string | undefined;
  /** Told of a member that failed while the others went on. */
  onTrouble?: (member: string, error: HelpBoardError) => void;
}

const GRADES = ['none', 'lookup', 'key'] as const;
const PAGE_SIZE = 20;
const PAGE_MAX = 50;
const BETWEEN = '~';

const asError = (cause: unknown): HelpBoardError =>
  cause instanceof HelpBoardError ? cause : new HelpBoardError('network', { cause });

/**
 * What all can do, the composite can, and what one can that is not asked of a member by name: suggestions, filled-in forms.
 * After an unknown outcome it may do what the weakest may.
 */
function capabilitiesOf(members: readonly Member[]): Capabilities {
  const grades = members.map(({ adapter }) => GRADES.indexOf(adapter.capabilities.dedupe));
  const can: Capabilities = { dedupe: GRADES[Math.min(...grades)]! };
  for (const name of [
    'upload',
    'track',
    'own',
    'add',
    'withdraw',
    'urge',
    'rate',
    'reopen',
    'erase',
    'meToo',
    'thank',
    'comment',
  ] as const)
    if (members.every(({ adapter }) => adapter.capabilities[name])) can[name] = true;
  for (const name of ['suggest', 'prefill'] as const)
    if (members.some(({ adapter }) => adapter.capabilities[name])) can[name] = true;
  return can;
}

/**
 * Several backends as one board: posts go to the one that is responsible, lists are merged in order, and a member that fails
 * costs its own part only; the board's notice says which. A key goes to one member as long as the page lives.
 * @throws HelpBoardError `invalid` for members without a name of their own
 */
export function createCompositeAdapter(options: CompositeAdapterOptions): HelpBoardAdapter {
  const { members, route, onTrouble } = options;
  const names = members.map(({ name }) => name);
  if (!names.length || new Set(names).size < names.length || names.some((name) => !/^[\w-]+$/.test(name)))
    throw new HelpBoardError('invalid', { fields: { members: 'each needs a name of its own' } });
  const capabilities = capabilitiesOf(members);
  /** A text that is edited between two tries must not reach a second backend. */
  const sentTo = new Map<string, Member>();
  const photos = new Map<string, Upload>();

  const named = (name: string | undefined): Member | undefined => members.find((of) => of.name === name);
  /** The member an id belongs to, and its own id. */
  const owner = (id: string, call?: CallOptions): { member: Member; id: string } => {
    if (call?.signal?.aborted) throw new HelpBoardError('aborted');
    const at = id.indexOf(BETWEEN);
    const member = named(id.slice(0, Math.max(at, 0)));
    if (!member) throw new HelpBoardError('not-found');
    return { member, id: id.slice(at + 1) };
  };
  const ours = <T extends { id: string }>({ name }: Member, of: T): T => ({
    ...of,
    id: name + BETWEEN + of.id,
  });
  const responsible = (submission: Submission): Member => {
    const { category, region = '' } = submission;
    const fits = ({ categories, regions }: Member) =>
      (categories || regions) &&
      (categories?.includes(category) ?? true) &&
      (regions?.includes(region) ?? true);
    return named(route?.(submission)) ?? members.find(fits) ?? members[0]!;
  };
  const trouble = ({ name }: Member, cause: unknown): HelpBoardError => {
    const error = asError(cause);
    if (error.code === 'aborted') throw error;
    onTrouble?.(name, error);
    return error;
  };

  const adapter: HelpBoardAdapter = {
    name: `composite-${names.join('-')}`,
    capabilities,
    async loadBoard(call) {
      const loaded = await Promise.all(
        members.map((member) =>
          member.adapter.loadBoard(call).catch((cause: unknown) => trouble(member, cause)),
        ),
      );
      const boards = loaded.filter((of): of is Board => !(of instanceof HelpBoardError));
      const [first] = boards;
      if (!first) throw loaded[0];
      const missing = members.filter((_, at) => loaded[at] instanceof HelpBoardError);
      const notices = missing.map(({ label }) => `${label}暂时连不上，其他的不受影响。`);
      return {
        ...first,
        categories: unique(
          boards.flatMap((of) => of.categories),
          ({ code }) => code,
        ),
        attributes: unique(
          boards.flatMap((of) => of.attributes),
          ({ code }) => code,
        ),
        regions: unique(
          boards.flatMap((of) => of.regions),
          (region) => region,
        ),
        features: {
          ...first.features,
          photos: capabilities.upload ? first.features.photos : 0,
          meToo: capabilities.meToo === true && first.features.meToo,
        },
        ...(notices.length && { notice: [first.notice, ...notices].filter(Boolean).join(' ') }),
      };
    },
    async list(query, call): Promise<RequestPage> {
      const size = Math.min(Math.max(Math.floor(query.limit ?? PAGE_SIZE) || 1, 1), PAGE_MAX);
      const places = readCursor(query.cursor, names);
      const pages: Record<string, RequestPage> = {};
      const waiting: typeof places = {};
      let error: HelpBoardError | undefined;
      await Promise.all(
        members.map(async (member) => {
          const { name } = member;
          const place = places[name];
          if (!place) return;
          try {
            // Enough beyond what was shown of it already.
            const limit = Math.min(size + place.shown, PAGE_MAX);
            const page = await member.adapter.list({ ...query, limit, cursor: place.cursor }, call);
            pages[name] = {
              ...page,
              items: page.items.map((of) => ours(member, of)),
              pinned: page.pinned.map((of) => ours(member, of)),
            };
          } catch (cause) {
            error = trouble(member, cause);
            waiting[name] = place;
          }
        }),
      );
      if (!Object.keys(pages).length) throw error!;
      const { items, places: later } = merged(query, size, pages, places);
      // One that failed is asked again with the next page, as long as there is one.
      const next = Object.keys(later).length ? writeCursor({ ...later, ...waiting }) : undefined;
      const pinned = query.cursor === undefined ? names.flatMap((name) => pages[name]?.pinned ?? []) : [];
      return { items, pinned, ...(next !== undefined && { next }) };
    },
    async get(id, call): Promise<HelpRequest> {
      const at = owner(id, call);
      return ours(at.member, await at.member.adapter.get(at.id, call));
    },
    async submit(submission, how): Promise<Receipt> {
      const { key } = how;
      const member = sentTo.get(key) ?? responsible(submission);
      sentTo.set(key, member);
      try {
        for (const { sha256 } of submission.attachments) {
          const photo = photos.get(`${key}/${sha256}`);
          if (photo) await member.adapter.upload!(photo, how);
        }
        const receipt = await member.adapter.submit(submission, how);
        for (const { sha256 } of submission.attachments) photos.delete(`${key}/${sha256}`);
        return ours(member, receipt);
      } catch (cause) {
        const { code, receipt, status } = asError(cause);
        if (code !== 'already-received' || !receipt) throw cause;
        throw new HelpBoardError(code, { status, receipt: ours(member, receipt) });
      }
    },
  };

  const asked = async <R>(
    of: string,
    call: CallOptions | undefined,
    work: (adapter: HelpBoardAdapter, id: string) => Promise<R>,
  ) => {
    const { member, id } = owner(of, call);
    return work(member.adapter, id);
  };
  const handed = <R>(
    handle: OwnHandle,
    call: CallOptions | undefined,
    work: (adapter: HelpBoardAdapter, handle: OwnHandle) => Promise<R>,
  ) => asked(handle.id, call, (of, id) => work(of, { ...handle, id }));
  if (capabilities.upload) {
    adapter.upload = async (upload, { key, signal }) => {
      if (signal?.aborted) throw new HelpBoardError('aborted');
      // Who will take the submission is known only when it comes.
      photos.set(`${key}/${upload.sha256}`, upload);
    };
  }
  if (capabilities.track) adapter.track = (code, call) => firstOf(members, (of) => of.track!(code, call));
  if (capabilities.own)
    adapter.own = async (handle, call) => {
      const request = await handed(handle, call, (of, own) => of.own!(own, call));
      return { ...request, id: handle.id };
    };
  if (capabilities.add)
    adapter.add = (handle, addition, how) => handed(handle, how, (of, own) => of.add!(own, addition, how));
  if (capabilities.withdraw)
    adapter.withdraw = (handle, call) => handed(handle, call, (of, own) => of.withdraw!(own, call));
  if (capabilities.urge)
    adapter.urge = (handle, call) => handed(handle, call, (of, own) => of.urge!(own, call));
  if (capabilities.rate)
    adapter.rate = (handle, rating, call) => handed(handle, call, (of, own) => of.rate!(own, rating, call));
  if (capabilities.reopen)
    adapter.reopen = (handle, reason, how) => handed(handle, how, (of, own) => of.reopen!(own, reason, how));
  if (capabilities.erase)
    adapter.erase = (handle, call) => handed(handle, call, (of, own) => of.erase!(own, call));
  if (capabilities.meToo) adapter.meToo = (id, how) => asked(id, how, (of, own) => of.meToo!(own, how));
  if (capabilities.thank) adapter.thank = (id, how) => asked(id, how, (of, own) => of.thank!(own, how));
  if (capabilities.comment) {
    adapter.comments = (id, call) => asked(id, call, (of, own) => of.comments!(own, call));
    adapter.comment = (id, comment, how) => asked(id, how, (of, own) => of.comment!(own, comment, how));
  }
  if (capabilities.suggest)
    adapter.suggest = async (text, call) => {
      const able = members.filter((of) => of.adapter.capabilities.suggest);
      const all = await Promise.all(
        able.map(async (member) => {
          try {
            const { requests, explainers } = await member.adapter.suggest!(text, call);
            return { requests: requests.map((of) => ours(member, of)), explainers };
          } catch (cause) {
            return trouble(member, cause);
          }
        }),
      );
      const found = all.filter((of): of is Suggestions => !(of instanceof HelpBoardError));
      if (!found.length) throw all[0];
      return {
        requests: found.flatMap((of) => of.requests),
        explainers: unique(
          found.flatMap((of) => of.explainers),
          ({ id }) => id,
        ),
      };
    };
  if (capabilities.prefill)
    adapter.prefill = (code, call) =>
      firstOf(
        members.filter((of) => of.adapter.capabilities.prefill),
        (of) => of.prefill!(code, call),
      );
  return adapter;
}

function unique<T>(all: readonly T[], by: (of: T) => string): T[] {
  return all.filter((of, at) => all.findIndex((other) => by(other) === by(of)) === at);
}

/** A code says nothing of whose it is: each is asked in turn. */
async function firstOf<T>(
  members: readonly Member[],
  ask: (adapter: HelpBoardAdapter) => Promise<T>,
): Promise<T> {
  let failed: HelpBoardError | undefined;
  for (const { adapter } of members) {
    try {
      return await ask(adapter);
    } catch (cause) {
      const error = asError(cause);
      if (error.code !== 'not-found') failed = error;
      if (error.code === 'aborted') break;
    }
  }
  throw failed ?? new HelpBoardError('not-found');
}
