import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { submission } from '../../gateway/support/gateway.js';

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

/** One call; gives the milliseconds until its answer was there. Anything but the expected status ends the bench. */
export function call(url: string, expected: number, post?: { key: string; body: string }): Promise<number> {
  return new Promise((done, failed) => {
    const start = performance.now();
    const headers = post && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(post.body),
      'idempotency-key': post.key,
    };
    const sent = request(url, { agent, method: post ? 'POST' : 'GET', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === expected) done(performance.now() - start);
        else failed(new Error(`${url}: ${answer.statusCode}`));
      });
    });
    sent.on('error', failed);
    sent.end(post?.body);
  });
}

/** Critical ones are never made slower by a limit; each has a text of its own. */
let made = 0;
const body = (): string =>
  JSON.stringify(submission({ urgency: 'critical', body: `第${++made}户，米和菜都没有了。` }));
export const submit = (url: string): Promise<number> =>
  call(`${url}api/boards/qingxi/requests`, 201, { key: randomUUID(), body: body() });

const CATEGORIES = ['', 'supplies', 'medical', 'medicine', 'quarantine', 'travel', 'other'];
/** Lists as people look at them, past the cache of finished answers: 21 items are no page that it keeps. */
export function list(url: string): Promise<number> {
  const pick = (of: string[]) => of[Math.floor(Math.random() * of.length)]!;
  const category = pick(CATEGORIES);
  const query = `sort=${pick(['hot', 'latest', 'featured'])}&limit=21${category && `&category=${category}`}`;
  return call(`${url}api/boards/qingxi/requests?${query}`, 200);
}

/** `inFlight` calls at any time, for so long. Gives every call's milliseconds, and the calls a second. */
export async function closed(inFlight: number, seconds: number, one: () => Promise<number>) {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) times.push(await one());
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return { times, perSecond: times.length / seconds };
}

/** Calls at a rate, whether earlier ones have been answered or not: what waits is seen to wait. */
export async function open(
  perSecond: number,
  seconds: number,
  one: () => Promise<number>,
): Promise<number[]> {
  const calls: Promise<number>[] = [];
  const start = performance.now();
  for (;;) {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
    while (calls.length < due && calls.length < perSecond * seconds) calls.push(one());
    if (calls.length >= perSecond * seconds) break;
    await new Promise((next) => setTimeout(next, 2));
  }
  return Promise.all(calls);
}

export function percentile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}
export const median = (numbers: number[]): number => percentile(numbers, 0.5);
