import { randomUUID } from 'node:crypto';
import { requiredConsents, type Board, type Consents, type Submission } from '../../model/index.js';
import { GatewayError } from '../gateway-error.js';
import { hashBody } from '../intake/submit.js';
import { insertRequest } from '../intake/insert-request.js';
import { SubmissionKey } from '../intake/submission-key.js';
import { checkSubmission } from '../intake/rules.js';
import { changeRequest, loadRequest, type ChangeOptions } from '../loop/change.js';
import { dispatchGroup, openGroup } from '../loop/groups.js';
import { merge } from '../loop/merge.js';
import { handOver } from '../loop/slips.js';
import type { WriteContext } from '../storage/group-commit.js';
import { changeShown } from '../slot/showings.js';
import { randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { storeProjection } from '../storage/projection.js';
import { demoBoard } from './demo-board.js';
import { seedRequests } from './requests/index.js';
import type { SeedRequest } from './seed-types.js';
import { stepsOf, type Step } from './steps.js';
import { arrivalOf } from './times.js';
import { unitsInOrder } from './units.js';

/** There is something in the database already, or nothing to fill. */
export class SeedRefusedError extends GatewayError {
  override name = 'SeedRefusedError';
}

const ACTOR = { kind: 'gateway', id: 'seed', name: '值班编辑' } as const;

/**
 * Fills an empty board with the demonstration's requests, in one transaction: all of it or nothing. Every request takes the
 * way of a real one, intake and then the desk's own moves, at times before now. Refuses a database that holds a request of
 * any board, whatever its age.
 */
export async function fillBoard(storage: Storage, key: string, now = Date.now()): Promise<number> {
  const { boards, writes } = storage;
  return writes.write(async (context) => {
    if (!boards.get(key)) throw new SeedRefusedError(`There is no board ${key}: create it first.`);
    const any = await context.db.selectFrom('request').select('id').limit(1).executeTakeFirst();
    const receipt = await context.db.selectFrom('receipt').select('request').limit(1).executeTakeFirst();
    if (any || receipt)
      throw new SeedRefusedError('The database holds requests already: nothing was changed.');

    const board = { ...boards.get(key)!.board, ...demoBoard(now) };
    const { home, ...words } = demoBoard(now);
    await boards.update(context, key, words);
    await changeShown(context, { boards, board: key, actor: ACTOR, at: now }, home, 'publish');
    const { rules } = boards.get(key)!;
    const figures = { ...rules.figures, units: [...unitsInOrder] };
    await boards.setLevel(context, key, { ...rules, figures });
    const ids = new Map(seedRequests.flatMap(({ key: name }) => (name ? [[name, randomId()] as const] : [])));
    const inOrder = seedRequests
      .map((seed, index) => ({
        seed,
        index,
        at: arrivalOf(seed, now),
        id: (seed.key && ids.get(seed.key)) || randomId(),
        now,
      }))
      .sort((a, b) => a.at - b.at);
    for (const placed of inOrder) await seedOne(context, storage, board, placed);
    await handTogether(context, storage, key, inOrder);
    // Both must be there.
    for (const { seed, id } of inOrder)
      if (seed.mergedInto) await fold(context, storage, key, { id, into: ids.get(seed.mergedInto)! });
    await boards.bump(context, key);
    return inOrder.length;
  });
}

interface Placed {
  seed: SeedRequest;
  index: number;
  id: string;
  at: number;
  now: number;
}

async function seedOne(context: WriteContext, storage: Storage, board: Board, placed: Placed): Promise<void> {
  const { boards, secret } = storage;
  const { seed, id, at, now } = placed;
  const submission = submissionOf(seed, placed, board);
  checkSubmission(submission, board);
  await insertRequest(context, {
    boards,
    secret,
    board,
    id,
    key: new SubmissionKey(secret, board.key, randomUUID()),
    bodyHash: hashBody(secret, submission),
    submission,
    receivedAt: at,
    actor: ACTOR,
    quiet: true,
  });
  let last = at;
  for (const step of stepsOf(seed, { at, now })) {
    last = Math.round(Math.max(step.at, last));
    await take(context, { boards, secret, board: board.key, id, actor: ACTOR, at: last, quiet: true }, step);
  }
  await context.db
    .updateTable('request')
    .set((eb) => ({ me_too: eb('me_too', '+', seed.meToo ?? 0), thanks: seed.thanks ?? 0 }))
    .where('board', '=', board.key)
    .where('id', '=', id)
    .execute();
  await storeProjection(context, await loadRequest(context, board.key, id), last);
}

/** 批量处置: those of one group are handed over with one slip, once all of them have arrived and been taken on. */
async function handTogether(
  context: WriteContext,
  { boards, secret }: Storage,
  board: string,
  all: readonly Placed[],
): Promise<void> {
  for (const title of new Set(all.flatMap(({ seed }) => seed.group ?? []))) {
    const members = all.filter(({ seed }) => seed.group === title);
    const rows = await Promise.all(members.map(({ id }) => loadRequest(context, board, id)));
    const at = Math.max(...rows.map(({ updated_at }) => updated_at)) + 5 * 60_000;
    const options = { boards, secret, board, id: '', actor: ACTOR, at };
    const { id } = await openGroup(context, options, { title, requests: rows });
    await dispatchGroup(context, { ...options, id, at: at + 60_000 }, { to: members[0]!.seed.assignee! });
  }
}

/** 并入, soon after both have arrived and somebody has looked at them. */
async function fold(
  context: WriteContext,
  { boards, secret }: Storage,
  board: string,
  { id, into }: { id: string; into: string },
): Promise<void> {
  const both = [await loadRequest(context, board, id), await loadRequest(context, board, into)];
  const at = Math.max(both[0]!.updated_at, both[1]!.received_at) + 1;
  await merge(context, { boards, secret, board, id, actor: ACTOR, at, quiet: true }, into);
  for (const { id: changed, updated_at } of both)
    await storeProjection(context, await loadRequest(context, board, changed), Math.max(at, updated_at));
}

async function take(context: WriteContext, options: ChangeOptions, step: Step): Promise<void> {
  if ('handOver' in step) await handOver(context, { to: step.handOver }, [options]);
  else await changeRequest(context, options, step.decide);
}

function submissionOf(seed: SeedRequest, { index, at }: Placed, board: Board): Submission {
  const consents: Partial<Consents> = {};
  for (const consent of requiredConsents(seed, board)) {
    consents[consent] = board.consents.find(({ kind }) => kind === consent)?.version ?? '1';
  }
  return {
    category: seed.category,
    urgency: seed.urgency,
    ...(seed.title && { title: seed.title }),
    body: seed.body,
    contact: { name: seed.author, phone: seed.phone ?? String(10_000_001_000 + index) },
    visibility: seed.visibility ?? 'public',
    region: seed.region,
    ...(seed.forSomebodyElse && { forSomebodyElse: true }),
    tried: seed.tried ?? [],
    attributes: seed.attributes ?? {},
    attachments: [],
    consents: consents as Consents,
    source: { channel: '清溪新闻网' },
    composedAt: new Date(at).toISOString(),
  };
}
