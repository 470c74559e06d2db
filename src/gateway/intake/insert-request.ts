import {
  URGENCIES,
  maskName,
  maskText,
  type Board,
  type Publication,
  type Submission,
} from '../../model/index.js';
import { clockRule } from '../clock/rule.js';
import { escalationSteps } from '../escalation/steps.js';
import { touchDay } from '../figures/sheets.js';
import { audit, type Actor } from '../loop/change.js';
import { figuresOf } from '../loop/figures.js';
import { OPEN, type BoardGuard } from '../guard/board-guard.js';
import { wordsIn } from '../guard/word-list.js';
import type { Boards } from '../storage/boards.js';
import type { WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import { isPublic, storeProjection, type RequestRow } from '../storage/projection.js';
import { sealPrivate } from '../storage/sealed.js';
import { insertRows } from '../storage/prepared.js';
import type { Secret } from '../storage/secret.js';
import { addStep } from '../loop/timeline.js';
import { categoryFor } from './rules.js';
import { tokenHash, trackingHash, type SubmissionKey } from './submission-key.js';

/** Text columns cannot hold U+0000 in every database; nobody can type it either. */
const clean = (text: string): string => text.split('\u0000').join('');

/** An article's address without what follows it: there may be anything in that, also who clicked. */
const pageOf = (page: string): string => maskText(page.split(/[?#]/, 1)[0]!);

export interface NewRequest {
  boards: Boards;
  secret: Secret;
  board: Board;
  key: SubmissionKey;
  bodyHash: string;
  submission: Submission;
  /** The gateway's receipt: the clock starts here. */
  receivedAt: number;
  actor?: Actor;
  /** Hash of the site's signed-in reader who sends it: see `citizenOf`. */
  citizen?: string;
  /** What stands before the board, where anything does. */
  guard?: BoardGuard;
  /** Its id, where the caller has already needed it. */
  id?: string;
  /** Leaves projection and version to the caller. */
  quiet?: boolean;
}

/** Where a new request stands on the axis of publication. What was meant for the desk is never published. */
export function firstPublication(submission: Submission, board: Board, doubtful = false): Publication {
  if (submission.visibility === 'desk') return 'desk';
  return board.features.review || doubtful ? 'pending' : 'public';
}

/** Where nobody has done anything with a request yet. */
const UNTOUCHED = {
  answered_at: null,
  first_answered_at: null,
  dispatched_at: null,
  assignee: null,
  taken_by: null,
  taken_by_name: null,
  slip: null,
  suggested: null,
  extension_asked: null,
  in_group: null,
  key_issue: 0,
  pinned: 0,
  featured: 0,
  me_too: 0,
  thanks: 0,
  comments: 0,
  rating: null,
  rating_words: null,
  merged_into: null,
  anonymised_at: null,
  paused_at: null,
  paused_ms: 0,
  overdue_at: null,
} as const;

/** Stores a request with its receipt, inside the caller's transaction. The key has been looked up before. */
export async function insertRequest(context: WriteContext, from: NewRequest): Promise<RequestRow> {
  const { boards, secret, board, key, submission, receivedAt, id = randomId() } = from;
  const { db } = context;
  const category = categoryFor(submission.category, board);
  const { rules } = boards.get(board.key)!;
  const rule = clockRule(board, rules, category?.code ?? 'other');
  const due_at = rule.time.add(receivedAt, rule.promised([]));
  const body = clean(submission.body);
  const title = clean(submission.title ?? '').trim() || undefined;
  const { guard = OPEN } = from;
  const hits = wordsIn([title, body, submission.region], guard.words);
  const { contact, attributes, tried, location, consents, source, forSomebodyElse } = submission;
  const privatePart = {
    title,
    body,
    contact,
    attributes,
    tried,
    location,
    consents,
    source,
    forSomebodyElse,
  };

  const row: RequestRow = {
    board: board.key,
    id,
    tracking_hash: trackingHash(secret, board.key, key.trackingCode),
    token_hash: tokenHash(secret, key.token),
    stage: 'submitted',
    publication: firstPublication(submission, board, hits.length > 0 || guard.moderation !== undefined),
    flags: '[]',
    category: category?.code ?? 'other',
    category_raw: category?.code === submission.category ? null : clean(submission.category),
    urgency: submission.urgency,
    urgency_rank: URGENCIES.indexOf(submission.urgency),
    sealed: sealPrivate(secret, { board: board.key, id }, privatePart),
    public_title: title ? maskText(title) : null,
    public_body: maskText(body),
    // The unit that a complaint is about reads the board as everybody does.
    author: submission.confidential ? '' : maskName(clean(contact.name)),
    confidential: submission.confidential ? 1 : 0,
    visibility: submission.visibility,
    // Chosen from a list in our form, but anything may be sent; and it is shown to everybody.
    source_channel: source?.channel ? maskText(clean(source.channel)) : null,
    source_page: source?.page ? pageOf(clean(source.page)) : null,
    region: maskText(clean(submission.region ?? '')),
    composed_at: Date.parse(submission.composedAt),
    received_at: receivedAt,
    due_at,
    escalate_at: escalationSteps(due_at, rules.escalation)[0]!.at,
    handler: board.key,
    clock_from: receivedAt,
    updated_at: receivedAt,
    revision: 1,
    citizen: from.citizen ?? null,
    ...UNTOUCHED,
  };
  const received_at = receivedAt;
  const receipt = { board: board.key, key_hash: key.hash, body_hash: from.bodyHash, request: id };
  await insertRows(db, 'receipt', [{ ...receipt, received_at, due_at }]);
  await insertRows(db, 'request', [row]);

  const step = { board: board.key, request: id, at: receivedAt, stage: 'submitted' } as const;
  const who = from.actor?.name ?? from.actor?.kind ?? 'requester';
  await addStep(context, { ...step, action: 'submit', audience: 'public', revision: 1, who, fields: '[]' });
  if (hits.length) {
    const note = hits.slice(0, 10).join('、');
    await addStep(context, { ...step, action: 'words-found', audience: 'desk', note });
  }
  await audit(context, {
    actor: from.actor ?? { kind: 'requester', id: 'web' },
    action: 'submit',
    board: board.key,
    request: id,
    at: receivedAt,
  });
  await touchDay(context, board.key, receivedAt);
  await boards.count(context, board.key, figuresOf(row));
  if (!from.quiet && isPublic(row)) {
    await storeProjection(context, row, receivedAt);
    await boards.bump(context, board.key);
  }
  return row;
}
