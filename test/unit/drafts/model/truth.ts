import { additionTo } from '../../../../src/drafts/additions.js';
import { storageNames } from '../../../../src/drafts/storage.js';
import type { Entry } from '../../../../src/drafts/types.js';
import { said, tokensOf } from './log.js';
import type { Tab } from './tab.js';
import type { World } from './world.js';

const DAY = 86_400_000;
const has = (entry: Entry) => [...tokensOf(entry.content), ...tokensOf(entry.payload)];

/** Somebody reads when a draft ends. */
const warned = ({ log, time }: World, key: string, expiresAt: number | undefined) => {
  if (expiresAt !== undefined && log.warned.get(key)?.expiresAt !== expiresAt)
    log.warned.set(key, { at: time, expiresAt });
};

/** Nothing on the screen may say more than what is so; a draft's end is told three days before it comes. */
export function watchTruth({ outbox, world }: Tab) {
  const { log, backend } = world;
  const seen = new WeakSet<Entry>();
  outbox.addEventListener('change', () => {
    for (const entry of outbox.entries()) {
      if (seen.has(entry)) continue;
      seen.add(entry);
      const { key, delivery, receipt, expiresAt } = entry;
      if (delivery === 'sent') {
        const there = backend.rows.some((row) => row.key === key && receipt?.id === (row.request ?? row.id));
        if (!there) log.note(`${key} is shown as sent, and is not`);
        if (has(entry).length || entry.photos.length) log.note(`${key} is sent, and its text is still here`);
      }
      // Where the disk is refused, the screen is the only place that tells.
      warned(world, key, expiresAt);
      if (expiresAt !== undefined && delivery !== 'draft')
        log.note(`${key} would expire, and is ${delivery}`);
    }
  });
}

/** What no write may do: take away a receipt, or anything else that nobody has thrown away or been warned of. */
export function watchWrite(
  { world }: Tab,
  keys: readonly string[],
  values: unknown[],
  put: Record<string, unknown> = {},
) {
  const { log } = world;
  const { entries } = storageNames(world.scope);
  for (const name of Object.keys(put).filter((name) => name.startsWith(entries))) {
    const key = name.slice(entries.length);
    const before = (values[keys.indexOf(name)] as { entry: Entry } | undefined)?.entry;
    const after = (put[name] as { entry: Entry } | undefined)?.entry;
    if (!keys.includes(name) && !after) log.note(`${key} is deleted unseen`);
    // What a page that is looked at has written stands on its screen a moment later.
    warned(world, key, after?.expiresAt);
    if (!before || log.discarded.has(key)) continue;
    // Not the person's own device: it goes when the next page opens.
    if (before.forget && before.receipt && !after) {
      log.forgotten.add(key);
      continue;
    }
    if (before.receipt && !after?.receipt) log.note(`the receipt of ${key} is gone`);
    const things = [...has(before), ...before.photos.map(({ sha256 }) => sha256)];
    if (after || (before.delivery === 'draft' && things.every((thing) => log.gone.has(thing)))) continue;
    const warning = log.warned.get(key);
    const told = warning && warning.expiresAt <= world.time && warning.at + 3 * DAY <= warning.expiresAt;
    if (before.delivery === 'draft' && told) log.give(key, before);
    else log.note(`${key} is deleted, and was ${before.delivery}`);
  }
}

/** For good: as invalid, or as an addition to a request whose receipt a person has thrown away. */
const isRefused = ({ log, backend }: World, { form, failure }: Entry) => {
  if (failure?.code !== 'forbidden') return failure?.code === 'invalid';
  const request = backend.rows.find(({ id, request }) => !request && form === additionTo(id));
  return request && (log.discarded.has(request.key) || log.forgotten.has(request.key) || log.clearedAt);
};

/** All that must hold when the storm is over: `entries` is what a page shows that is opened then. */
export function checkTruth(world: World, entries: readonly Entry[], photos: ReadonlySet<string>) {
  const { log, backend, settings } = world;
  const { rows } = backend;
  const wrong: string[] = [];
  /** Where the backend knows no keys and cannot be searched, as for an addition, a person decides whether to send again. */
  const isAsked = (addition: unknown) =>
    settings.dedupe === 'none' || (settings.dedupe === 'lookup' && Boolean(addition));
  const say = (holds: unknown, complaint: string) => holds || wrong.push(complaint);

  const texts = new Set([...rows.flatMap(({ payload }) => tokensOf(payload)), ...entries.flatMap(has)]);
  for (const token of log.kept.keys())
    say(texts.has(token) || log.gone.has(token) || token < log.clearedAt, `text ${token} is lost`);
  const attached = new Set(
    rows.flatMap(({ payload }) => (payload.attachments ?? []).map(({ sha256 }) => sha256)),
  );
  for (const hash of log.photos.keys())
    say(
      attached.has(hash) || photos.has(hash) || log.gone.has(hash) || log.isCleared(hash),
      `photo ${hash} is lost`,
    );

  const presses = new Map<number, number>();
  for (const { key, payload, request } of rows) {
    const times = 1 + (isAsked(request) ? (log.again.get(key) ?? 0) : 0);
    const { press } = said(payload);
    const count = (presses.get(press) ?? 0) + 1;
    presses.set(press, count);
    say(count <= times, `press ${press} is recorded ${count} times`);
    say(!request || rows.some(({ id }) => id === request), `addition ${key} belongs to nothing`);
    const there = (payload.attachments ?? []).map(({ sha256 }) => sha256);
    const wanted = log.diskFailed || log.clearedAt ? [] : (log.sentWith.get(press) ?? []);
    for (const hash of wanted)
      say(there.includes(hash) || log.gone.has(hash), `photo ${hash} did not go with press ${press}`);
  }
  for (const [press, key] of log.pressed) {
    if (backend.rowOf(key) || log.discarded.has(key) || press < log.clearedAt) continue;
    const entry = entries.find((candidate) => candidate.key === key);
    const back = entry?.delivery === 'draft' || log.warned.has(key);
    const parked = (entry && isRefused(world, entry)) || entry?.delivery === 'maybe';
    say(back || parked, `what was sent with press ${press} never arrived: ${key} ${JSON.stringify(entry)}`);
  }
  for (const entry of entries) {
    const { key, form, delivery, failure, payload } = entry;
    const decided = delivery === 'attention' && (payload === undefined || isRefused(world, entry));
    const unknown = delivery === 'maybe' && isAsked(form !== 'request');
    say(
      ['draft', 'sent'].includes(delivery) || decided || unknown,
      `${key} is still ${delivery} (${failure?.code})`,
    );
    // Thrown away elsewhere, or forgotten once it had arrived, and typed on here: what is new of it is on this device only.
    const isKnown = !log.diskFailed && !log.clearedAt && !log.discarded.has(key) && !log.forgotten.has(key);
    if (delivery === 'draft' && entry.ventured === undefined && isKnown)
      say(!backend.rowOf(key), `${key} is said to be on this device only, and has arrived`);
    say(delivery !== 'sent' || !entry.forget, `the receipt of ${key} is for nobody who comes later`);
    // Who takes everything off the device takes off what it knew of earlier tries.
    if (delivery === 'attention')
      say(!backend.rowOf(key) || log.clearedAt, `${key} is parked although it has arrived`);
  }
  for (const { what, dead } of log.pending) say(dead(), `${what} was never answered`);
  if (wrong.length) throw new Error(wrong.join('\n'));
}
