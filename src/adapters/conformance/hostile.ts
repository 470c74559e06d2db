import type { HelpBoardError } from '../errors.js';
import { helpRequestSchema, type RequestPage } from '../../model/index.js';
import { callsOf, type Call } from './calls.js';
import { expect, expectDecoded, expectEqual, expectError, expectOurs } from './expect.js';
import type { Draft, Ground } from './subject.js';
import { lost, silence, trapped, type Trap } from './trap.js';

const calls = async ({ adapter, key, submission }: Ground): Promise<Call[]> =>
  callsOf(adapter, await submission(), key);

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Trap =>
  () =>
    Promise.resolve(
      new Response([204, 304].includes(status) ? null : body, {
        status,
        headers: { 'content-type': 'text/html', ...headers },
      }),
    );

const HTML = '<!doctype html><title>Login</title><h1>Free Wi-Fi</h1>';
/** Answers of something in between, never of the backend. After none of them may a post be given up. */
const STRANGERS: Record<string, Trap> = {
  'a captive portal': answer(200, HTML),
  'HTML that calls itself JSON': answer(200, HTML, { 'content-type': 'application/json' }),
  'an empty body': answer(200, ''),
  'half an answer': answer(200, '{"items":[{"id":"1"'),
  'a number': answer(200, '17'),
  'a text': answer(200, '"ok"'),
  "a firewall's 403": answer(403, HTML),
  "a proxy's 500": answer(500, HTML),
  "a proxy's 502": answer(502, ''),
  'no line': async () => lost(),
};

/** The error of a call that asked somebody; some need to ask nobody. */
async function failing(
  name: string,
  ask: Call['ask'],
  asked: () => number,
): Promise<HelpBoardError | undefined> {
  const before = asked();
  const call = ask();
  await call.catch(() => undefined);
  return asked() > before ? expectError(call, name) : undefined;
}

export const ERRORS: readonly Draft[] = [
  ...Object.entries(STRANGERS).map(([what, trap]): Draft => [
    `takes ${what} for no answer, and for no refusal`,
    async (ground) => {
      const all = await calls(ground);
      await trapped(ground, trap, async (asked) => {
        for (const { name, ask } of all) {
          const error = await failing(name, ask, asked);
          expect(!error || error.retryable, `${name}: ${error?.code} is final`);
        }
      });
    },
  ]),
  [
    'waits as long as a busy backend asks for',
    async (ground) => {
      const all = await calls(ground);
      await trapped(ground, answer(429, '', { 'retry-after': '7' }), async (asked) => {
        for (const { name, ask } of all) {
          const error = await failing(name, ask, asked);
          if (error) expectEqual([error.code, error.retryAfter], ['rate-limited', 7], name);
        }
      });
    },
  ],
  [
    'reads what is left of answers that are spoiled on the way',
    async (ground) => {
      const all = (await calls(ground)).filter(({ writes }) => !writes);
      let round = 0;
      const spoil: Trap = async (go) => {
        const response = await go();
        const text = await response.text();
        const at = (round * 7919) % Math.max(text.length, 1);
        const spoiled = [
          text.slice(0, at),
          text.slice(0, at) + text.slice(at + 9),
          text.replace(/"[^"]*"(?=[,}\]])/, 'null'),
          text.replace(/:\s*\[/, ':{"0":').replace(/\](?=[^\]]*$)/, '}'),
          text.replace(/\d+/g, (digits) => `-${digits}`),
        ][round++ % 5]!;
        return new Response(spoiled, { status: response.status, headers: response.headers });
      };
      await trapped(ground, spoil, async () => {
        for (let times = 0; times < 15; times++)
          for (const { name, ask } of all) {
            const given = await ask().catch((error: unknown) => expectOurs(error, name));
            if (given && name === 'list')
              for (const item of (given as RequestPage).items)
                expectDecoded(helpRequestSchema, item, 'an item');
          }
      });
    },
  ],
];

export const ABORT: readonly Draft[] = [
  [
    'ends every call with `aborted` when it is aborted before it begins, and asks nobody',
    async (ground) => {
      const ended = new AbortController();
      ended.abort();
      const all = await calls(ground);
      const before = await ground.count?.();
      for (const { name, ask } of all) await expectError(ask(ended.signal), name, 'aborted');
      await expectError(ground.adapter.loadBoard({ signal: ended.signal }), 'loadBoard', 'aborted');
      expectEqual(await ground.count?.(), before, 'requests at the backend');
    },
  ],
  [
    'ends with `aborted` in the middle, as soon as the caller wants',
    async (ground) => {
      const all = await calls(ground);
      await trapped(ground, silence, async (asked) => {
        for (const { name, ask } of all) {
          const ending = new AbortController();
          const before = asked();
          let over = false;
          const call = ask(ending.signal).finally(() => (over = true));
          call.catch(() => undefined);
          while (asked() === before && !over) await new Promise((resolve) => setTimeout(resolve, 1));
          ending.abort();
          // Some need to ask nobody.
          if (asked() > before) await expectError(call, name, 'aborted');
        }
      });
    },
  ],
];
