import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Entry } from '../../../src/drafts/types.js';
import { FAULTS, Tab, World, type Fault } from './world.js';

/** Runs of each property; CI may ask for more. */
const RUNS = Number(process.env.OUTBOX_RUNS ?? 300);

interface Text {
  tokens: number[];
  press?: number;
}

type Command =
  | { do: 'type' | 'send' | 'send-twice' | 'crash' | 'sleep' | 'wake' | 'flush' | 'full'; tab: number }
  | { do: 'edit' | 'retry'; tab: number; which: number }
  | { do: 'offline' | 'online' }
  | { do: 'pass'; ms: number }
  | { do: 'step'; choices: number[] }
  | { do: 'fault'; fault: Fault };

const tab = fc.constantFrom(0, 1);
const which = fc.nat(5);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      choices: fc.array(fc.nat(9), { maxLength: 12 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('type' as const), tab }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('send' as const, 'send-twice' as const), tab }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'retry' as const), tab, which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'crash' as const,
        'sleep' as const,
        'wake' as const,
        'flush' as const,
        'full' as const,
      ),
      tab,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(-3_600_000, 300, 3_000, 20_000, 400_000, 86_400_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('offline' as const, 'online' as const) }) },
);

/** Somebody at a tab. Their text only ever grows, so that every token that was kept must be somewhere in the end. */
class Person {
  tab: Tab;
  form?: { key: string; tokens: number[] };
  private opening = false;

  constructor(
    readonly world: World,
    readonly log: Log,
  ) {
    this.tab = new Tab(world);
  }

  type() {
    const { tab, form } = this;
    if (!form) return this.open();
    const token = this.log.next++;
    form.tokens = [...form.tokens, token];
    void tab.outbox.save(form.key, { tokens: form.tokens }, `${token}`).then(() => {
      if (tab.outbox.keeping === 'disk') this.log.kept.add(token);
    });
  }

  send(times: number) {
    const { tab, form } = this;
    if (!form?.tokens.length) return;
    const press = this.log.next++;
    for (let i = 0; i < times; i++) {
      void tab.outbox.enqueue(form.key, { tokens: form.tokens, press }, '').then(() => {
        if (tab.outbox.keeping === 'disk') this.log.pressed.set(press, tab.outbox.keyOf(form.key));
      });
    }
    this.form = undefined;
  }

  edit(which: number) {
    const entries = this.tab.outbox.entries();
    const entry = entries[which % Math.max(1, entries.length)];
    if (!entry || this.form || this.opening) return;
    this.opening = true;
    const { tab } = this;
    void tab.outbox.edit(entry.key).then((may) => {
      if (tab !== this.tab) return;
      this.opening = false;
      const now = tab.outbox.entries().find(({ key }) => key === entry.key);
      if (may && now) this.fill(now);
    });
  }

  crash() {
    this.tab.die();
    this.tab = new Tab(this.world);
    this.form = undefined;
    this.opening = false;
  }

  private open() {
    if (this.opening) return;
    this.opening = true;
    const { tab } = this;
    void tab.outbox.open('request').then((entry) => {
      if (tab !== this.tab) return;
      this.opening = false;
      this.fill(entry);
    });
  }

  private fill({ key, content }: Entry) {
    this.form = { key, tokens: (content as Text | undefined)?.tokens ?? [] };
  }
}

interface Log {
  next: number;
  /** Tokens whose save was reported as being on the disk. */
  kept: Set<number>;
  /** Presses of "send" that were reported as safely queued → the key. */
  pressed: Map<number, string>;
}

async function play(commands: Command[], options: { locks: boolean; channel: boolean; seed: number }) {
  const world = new World(options);
  const log: Log = { next: 1, kept: new Set(), pressed: new Map() };
  const people = [new Person(world, log), new Person(world, log)];
  for (const command of commands) {
    const person = 'tab' in command ? people[command.tab]! : people[0]!;
    const { outbox } = person.tab;
    if (command.do === 'type') person.type();
    else if (command.do === 'send') person.send(1);
    else if (command.do === 'send-twice') person.send(2);
    else if (command.do === 'edit') person.edit(command.which);
    else if (command.do === 'retry') {
      const entries = outbox.entries();
      const entry = entries[command.which % Math.max(1, entries.length)];
      if (entry) void outbox.retry(entry.key);
    } else if (command.do === 'crash') person.crash();
    else if (command.do === 'sleep') person.tab.life?.suspend();
    else if (command.do === 'wake') person.tab.life?.resume();
    else if (command.do === 'flush') void outbox.flush();
    else if (command.do === 'full') person.tab.full = !person.tab.full;
    else if (command.do === 'offline') world.online = false;
    else if (command.do === 'online') {
      world.online = true;
      for (const each of world.tabs) each.life?.wake();
    } else if (command.do === 'pass') await world.pass(command.ms);
    else if (command.do === 'fault') world.faults.push(command.fault);
    else if (command.do === 'step') for (const choice of command.choices) await world.step(choice);
  }

  // The storm is over.
  world.online = world.healed = true;
  for (const each of world.tabs) {
    each.full = false;
    each.life?.resume();
  }
  await world.quiet();
  for (const person of people) person.tab.die();
  const witness = new Tab(world);
  await world.quiet();
  return { world, log, entries: witness.outbox.entries() };
}

const tokensOf = (text: unknown) => (text as Text | undefined)?.tokens ?? [];

describe('outbox: two tabs, crashes between any two awaits, a hostile line', () => {
  it('records exactly one row per submission that was sent, and loses no text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 5, maxLength: 70, size: 'max' }),
        fc.boolean(),
        fc.boolean(),
        fc.nat(),
        async (commands, locks, channel, seed) => {
          const { world, log, entries } = await play(commands, { locks, channel, seed });
          const rows = [...world.rows.values()];

          const somewhere = new Set<number>();
          for (const { payload } of rows) for (const token of tokensOf(payload)) somewhere.add(token);
          for (const { content, payload } of entries)
            for (const token of [...tokensOf(content), ...tokensOf(payload)]) somewhere.add(token);
          for (const token of log.kept) assert.ok(somewhere.has(token), `text ${token} is lost`);

          const presses = rows.map(({ payload }) => (payload as Text).press);
          assert.equal(new Set(presses).size, presses.length, 'one press, two rows');
          for (const [press, key] of log.pressed) {
            const entry = entries.find((candidate) => candidate.key === key);
            const back = entry?.delivery === 'draft';
            assert.ok(
              world.rows.has(key) || back,
              `what was sent with press ${press} never arrived: ${JSON.stringify(entry)} ${key}`,
            );
          }
          for (const { key, delivery, receipt } of entries) {
            assert.ok(['draft', 'sent', 'attention'].includes(delivery), `${key} is still ${delivery}`);
            if (delivery === 'sent') assert.equal(receipt?.id, world.rows.get(key)?.id);
            if (delivery === 'attention') assert.ok(!world.rows.has(key), 'parked although it has arrived');
          }
        },
      ),
      {
        numRuns: RUNS,
        includeErrorInReport: true,
        ...(process.env.OUTBOX_SEED ? { seed: Number(process.env.OUTBOX_SEED) } : {}),
      },
    );
  });
});
