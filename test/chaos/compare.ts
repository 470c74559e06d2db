import type { Device } from './device.js';
import type { Gateway, Row } from './gateway.js';
import type { Line } from './screen.js';
import { lastId, type Telling, type Tellings } from './tellings.js';

/** `lost`: promised, and nowhere. `double`: recorded twice. `untrue`: what was recorded or said is not what is. */
export interface Finding {
  kind: 'lost' | 'double' | 'untrue';
  what: string;
}

/** The requests of each telling; those that nobody typed are an error of their own. */
export function byTelling(rows: readonly Row[], tellings: Tellings): Map<Telling, Row[]> {
  const found = new Map<Telling, Row[]>();
  for (const row of rows) {
    const telling = tellings.all.get(lastId(row.body) ?? '');
    if (!telling) throw new Error(`nobody typed what request ${row.id} says: ${row.body}`);
    found.set(telling, [...(found.get(telling) ?? []), row]);
  }
  return found;
}

/** Texts that were added to requests, and their photos. */
export async function besides(gateway: Gateway, { photo, pressed }: Telling, rows: readonly Row[]) {
  const found = { additions: [] as string[], photos: 0 };
  // Reading them one by one is slow, and mostly there is nothing to see.
  if (!photo && pressed.length < 2) return found;
  for (const row of rows) {
    const { additions, photos } = await gateway.besides(row);
    found.additions.push(...additions);
    found.photos += photos;
  }
  return found;
}

/**
 * What was typed against what there is; `everywhere` holds every text of the gateway and of the phone. `parked`: an earlier
 * text of the same draft has arrived, so this one waits on the phone to be added to it. Each thing is told once.
 */
export function judge(
  telling: Telling,
  rows: readonly Row[],
  photos: number,
  everywhere: string,
  parked: boolean,
): Finding[] {
  const { id, pressed, photo, arrived, wrong } = telling;
  const { saved, queued } = telling.due;
  telling.rows = rows.length;
  const findings: Finding[] = [];
  const tell = (kind: Finding['kind'], what: string) => findings.push({ kind, what: `${id} ${what}` });

  if (rows.length > 1) tell('double', `is ${rows.length} requests: ${rows.map((row) => row.id).join(', ')}`);
  if (queued && !rows.length && !parked)
    tell('lost', `was queued, and the gateway has no request: ${queued}`);
  if (queued && rows.length && photo && !photos) tell('lost', 'had a photo, and its request has none');
  for (const text of new Set([queued, saved]))
    if (!everywhere.includes(text))
      tell('lost', `was ${text === queued ? 'queued' : 'saved'}, and is nowhere: ${text}`);
  for (const row of rows)
    if (!pressed.includes(row.body)) tell('untrue', `was never sent as request ${row.id} says: ${row.body}`);
  for (const receipt of arrived)
    if (!parked && !rows.some((row) => row.id === receipt))
      tell('untrue', `is told to have arrived as ${receipt}, which is not there`);

  const news = findings.filter(({ kind }) => !wrong.has(kind));
  for (const { kind } of news) wrong.add(kind);
  return news;
}

/** Whether "my requests" tells of each request of this phone what the gateway tells. */
export function judgeScreen(
  lines: readonly Line[],
  rows: readonly Row[],
  /** Those of texts that were taken back: the phone may not know yet that they have arrived. */
  takenBack: readonly Row[],
  device: Device,
): Finding[] {
  const known = rows.filter((row) => !takenBack.includes(row));
  const wrong: string[] = [];
  const told = lines.filter(({ arrived }) => arrived);
  for (const { text } of told)
    if (!rows.some(({ body }) => body.startsWith(text)))
      wrong.push(`the screen says it has arrived: ${text}`);
  if (told.length < known.length || told.length > rows.length)
    wrong.push(`${rows.length} requests of this phone are there, the screen tells of ${told.length}`);
  for (const { text, delivery, key } of device.unsent)
    if (text && known.some(({ body }) => body === text))
      wrong.push(`it is there, and the phone has it as ${delivery} under ${key}: ${text}`);
  return wrong.map((what) => ({ kind: 'untrue', what }));
}
