import { sql } from 'kysely';
import { openPhoto } from '../../../src/gateway/storage/sealed.js';
import type { Storage } from '../../../src/gateway/storage/index.js';
import type { Tables } from '../../../src/gateway/storage/tables.js';
import { SEALED_COLUMNS } from '../../../src/gateway/keys/sealed-columns.js';

/** How the crawl watches over the columns of a table. */
interface Watched {
  /** The public reads them; or they are times, counts, states and keys of boards, in which nothing of anybody can be. */
  open?: string;
  /** Hashes and ids of the desk's own: whatever is in them is a marker. */
  secret?: string;
  /** The marker that is in at least one of their values, opened where they are sealed. */
  marked?: Record<string, string>;
}

/** Every column that there is. One that is not here fails the crawl: somebody has to say how it is watched. */
export const WATCHED: Record<keyof Tables, Watched> = {
  meta: { open: 'name value' },
  board: {
    open: 'key definition home figures public_version created_at received answered_online handed_over waiting done retention_days parent',
    marked: { rules: 'MARKRULE', guard: 'MARKWORD', settings: 'MARKSLIPNAME' },
  },
  request: {
    open:
      'board id stage publication flags category urgency urgency_rank public_title public_body author confidential visibility region ' +
      'composed_at received_at due_at answered_at first_answered_at clock_from dispatched_at assignee extension_asked key_issue pinned ' +
      'featured me_too thanks comments rating merged_into updated_at revision anonymised_at paused_at paused_ms overdue_at escalate_at handler',
    secret: 'tracking_hash token_hash taken_by slip in_group citizen',
    marked: {
      ...{ category_raw: 'MARKCATEGORY', sealed: 'MARKTRIED', taken_by_name: 'MARKTAKER' },
      ...{ suggested: 'MARKSUGGESTED', rating_words: 'MARKRATING', source_channel: 'MARKCHANNEL' },
      source_page: 'MARKPAGE',
    },
  },
  public_request: {
    open: 'board id category stage region created_at score pinned featured me_too words doc',
  },
  reply: {
    open: 'board request id role kind audience at corrected_at',
    marked: { author: 'MARKAUTHOR', body: 'MARKREPLY' },
  },
  timeline: {
    open: 'board request id at stage audience revision',
    marked: {
      ...{ action: 'MARKACTION', by: 'MARKBY', note: 'MARKNOTE' },
      ...{ who: 'MARKSTEPPER', fields: 'MARKFIELD' },
    },
  },
  addition: {
    open: 'board request at withheld',
    secret: 'key_hash body_hash id',
    marked: { sealed: 'MARKADDITION' },
  },
  receipt: { open: 'board request received_at due_at deleted_at', secret: 'key_hash body_hash' },
  // The bytes of those that are not public are markers too: see `secretValues`.
  photo: { open: 'id type width height', secret: 'bytes' },
  upload: {
    open: 'board photo received_at request position withheld',
    secret: 'key_hash sha256 addition',
    marked: { alt: 'MARKALT' },
  },
  public_attachment: { open: 'board id request photo' },
  me_too: { open: 'board request at', secret: 'device_hash' },
  thanks: { open: 'board request at', secret: 'device_hash' },
  note: {
    open: 'board request at action reply',
    secret: 'id',
    marked: { who: 'MARKEDITOR', sealed: 'MARKINTERNAL' },
  },
  proposal: {
    open: 'board request at role kind audience steps state corrects',
    secret: 'id writer',
    marked: {
      ...{ writer_name: 'MARKEDITOR', author: 'MARKPROPOSER', sealed: 'MARKPROPOSAL' },
      approvals: 'MARKAPPROVER',
    },
  },
  request_group: {
    open: 'board at revision',
    secret: 'id',
    marked: { title: 'MARKGROUP', who: 'MARKEDITOR' },
  },
  slip: {
    open: 'board year number kind name at',
    secret: 'id in_group',
    marked: { label: 'MARKSLIPNAME', who: 'MARKEDITOR', sealed: 'MARKSLIPWORDS' },
  },
  slip_request: { open: 'desk board request at claimed_at returned_at answered_at', secret: 'slip' },
  reply_template: {
    open: 'board kind category updated_at revision',
    secret: 'id',
    marked: { title: 'MARKTEMPLATE', body: 'MARKTEMPLATEBODY' },
  },
  comment: {
    open: 'board request publication at',
    secret: 'key_hash body_hash id',
    marked: { author: 'MARKCOMMENTER', sealed: 'MARKCOMMENT', public_body: 'MARKCOMMENT' },
  },
  desk_token: {
    open: 'role created_at revoked_at board expires_at',
    secret: 'id hash',
    marked: { name: 'MARKADMIN', unit: 'MARKUNIT' },
  },
  account: {
    open: 'created_at locked_at',
    secret: 'id password_hash',
    marked: { name: 'mark.account', display_name: 'MARKCOLLEAGUE' },
  },
  account_role: { open: 'board role', secret: 'account', marked: { unit: 'MARKACCOUNTUNIT' } },
  session: { open: 'turn turned_at created_at expires_at ended_at', secret: 'id account' },
  solved_challenge: { open: 'expires_at', secret: 'hash' },
  audit: {
    open: 'at board request',
    secret: 'id',
    marked: { actor: 'MARKACTOR', action: 'MARKDONE', detail: 'MARKDETAIL' },
  },
  desk_answer: {
    open: 'at',
    secret: 'key_hash body_hash',
    marked: { sealed: 'MARKANSWERED' },
  },
  job: { open: 'name due_at turn until' },
  // Counts of a day: what of it is public, and how small numbers are kept back, the tests of figures look at.
  figure_day: { open: 'board day sheet stale' },
  escalation: { open: 'board request step due_at handler at' },
  routing: {
    open: 'board request at from_board to_board',
    secret: 'id actor',
    marked: { reason: 'MARKROUTING' },
  },
  delivery: {
    open: 'desk board to_board kind request sent_at received_at answered_at',
    secret: 'id',
    marked: {
      ...{ words: 'MARKDELIVERY', content: 'MARKCONTENT', sent_by: 'MARKSENDER' },
      ...{ received_by: 'MARKRECEIVER', answer: 'MARKDELIVERYANSWER', answered_by: 'MARKANSWERER' },
    },
  },
  prefill: {
    open: 'board created_at expires_at',
    secret: 'code_hash id created_by',
    marked: { sealed: 'MARKPREFILL' },
  },
  slot_version: {
    open: 'board number draft revision at changed_at preview_until',
    secret: 'preview_hash',
    marked: { content: 'MARKDRAFT', by: 'MARKEDITOR' },
  },
  slot_showing: {
    open: 'board version reason from_at until_at at due_at',
    secret: 'id',
    marked: { by: 'MARKEDITOR', ended_by: 'MARKEDITOR' },
  },
  slot_page: { open: 'board version seen_at', secret: 'page_hash' },
  hotline_order: {
    open: 'board request desk hotline stage at checked_at closed_at',
    secret: 'id slip reply_hash',
    marked: { remote_id: 'MARKREMOTE', raw_label: 'MARKLABEL' },
  },
  hotline_message: {
    open: 'board request desk hotline kind state attempts due_at at sent_at',
    secret: 'id hotline_order',
    marked: { sealed: 'MARKTOTHEM', problem: 'MARKPROBLEM' },
  },
  hotline_nonce: { open: 'at', secret: 'hash' },
};

/** `hotline` as somebody who has taken a request is no secret. */
const SHORTEST = 10;

const words = (list = ''): string[] => list.split(' ').filter(Boolean);

type Row = Record<string, string | null>;

async function rowsOf({ db }: Storage, table: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(db);
  return rows;
}

/** What somebody who has the key reads in a column. */
function opened({ secret: { seal } }: Storage, table: string, column: string, row: Row): string {
  const sealed = SEALED_COLUMNS.find((of) => of.table === table && of.column === column);
  const value = row[column]!;
  return sealed ? seal.openText(value, sealed.place(row as Record<string, string>)) : String(value);
}

/** What is wrong with the list above, or with what has been put into the columns. */
export async function faultsOfWatch(storage: Storage): Promise<string[]> {
  const faults: string[] = [];
  const tables = await storage.db.introspection.getTables();
  for (const [table, { open, secret, marked = {} }] of Object.entries(WATCHED)) {
    const known = [...words(open), ...words(secret), ...Object.keys(marked)];
    const there = tables.find(({ name }) => name === table)!.columns.map(({ name }) => name);
    faults.push(
      ...there.filter((name) => !known.includes(name)).map((name) => `${table}.${name}: no marker`),
    );
    faults.push(
      ...known.filter((name) => !there.includes(name)).map((name) => `${table}.${name}: not there`),
    );
    const rows = await rowsOf(storage, table);
    for (const name of words(secret))
      if (!rows.some((row) => row[name])) faults.push(`${table}.${name}: nothing in it`);
    for (const [name, mark] of Object.entries(marked))
      if (!rows.some((row) => row[name] && opened(storage, table, name, row).includes(mark)))
        faults.push(`${table}.${name}: no ${mark} in it`);
  }
  return faults;
}

/** Everything in the secret columns, and the pictures that nobody has published. */
export async function secretValues(storage: Storage): Promise<string[]> {
  const values = new Set<string>();
  for (const [table, { secret }] of Object.entries(WATCHED))
    for (const row of await rowsOf(storage, table))
      for (const name of words(secret))
        if (table !== 'photo' && (row[name]?.length ?? 0) >= SHORTEST) values.add(row[name]!);
  const photos = await storage.db
    .selectFrom('photo')
    .selectAll()
    .where('id', 'not in', (eb) => eb.selectFrom('public_attachment').select('photo'))
    .execute();
  for (const photo of photos) values.add(openPhoto(storage.secret, photo).toString());
  return [...values];
}
