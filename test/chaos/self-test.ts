import { Dice } from './dice.js';
import { Person } from './person.js';
import { compare, settle } from './settle.js';
import { Stage } from './stage.js';
import type { Telling } from './tellings.js';

/** An answer that looks like the gateway's to the post under way, about a request that does not exist. */
function forged(head: string): string | undefined {
  const key = /idempotency-key: (\S+)/i.exec(head)?.[1];
  if (!key) return undefined;
  const at = new Date().toISOString();
  const receipt = { key, id: 'nowhere', trackingCode: 'AAAA-BBBB-CCCC', token: 'none', stage: 'submitted', receivedAt: at, dueAt: at }; // prettier-ignore
  const body = JSON.stringify(receipt);
  return [
    'HTTP/1.1 201 Created',
    'content-type: application/json',
    'access-control-allow-origin: *',
    'connection: close',
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

interface Sabotage {
  name: string;
  /** Before send is pressed. */
  before?(stage: Stage): void;
  /** After everything has settled. */
  after?(stage: Stage, telling: Telling): Promise<unknown>;
  sends: boolean;
  seenAs: 'lost' | 'double';
}

const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'a post that somebody else said yes to',
    before: ({ line }) => line.forgeNext(forged),
    sends: true,
    seenAs: 'lost',
  },
  {
    name: 'a post that is made again under another key',
    after: ({ gateway }, { typed }) => gateway.post(typed),
    sends: true,
    seenAs: 'double',
  },
  {
    name: 'a draft that is gone from the device',
    after: ({ phone }) =>
      phone.pages[0]!.evaluate(async () => {
        localStorage.clear();
        await new Promise((done) => {
          const opening = indexedDB.open('help-board');
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('outbox', 'readwrite');
            transaction.objectStore('outbox').clear();
            transaction.oncomplete = done;
          };
        });
      }),
    sends: false,
    seenAs: 'lost',
  },
];

/** Spoils three rounds on purpose, and says which of them went unseen: a harness that cannot see a loss proves nothing. */
export async function selfTest(): Promise<{ seen: string[]; unseen: string[] }> {
  const stage = await Stage.open();
  const seen: string[] = [];
  const unseen: string[] = [];
  try {
    for (const [round, { name, before, after, sends, seenAs }] of SABOTAGES.entries()) {
      await stage.begin();
      await stage.newPhone();
      const person = new Person(await stage.phone.tab(stage.site.url), new Dice(0, round), stage.log);
      const telling = stage.begins(round);
      await person.openForm();
      await person.write(telling);
      while (telling.saved !== telling.typed) await person.page.waitForTimeout(20);
      before?.(stage);
      if (sends) await person.send(stage.tellings);
      const clean = await settle(stage);
      const innocent = before ? [] : await compare(stage, clean.page, clean.device);
      await after?.(stage, telling);
      const { page, device } = await settle(stage);
      await compare(stage, page, device);
      (!innocent.length && telling.wrong.has(seenAs) ? seen : unseen).push(name);
    }
  } finally {
    await stage.close();
  }
  return { seen, unseen };
}
