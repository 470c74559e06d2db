import fc from 'fast-check';
import { FAULTS, type Fault } from './backend.js';
import { DISK_FAULTS, type DiskFault } from './tab-disk.js';
import { SLOTS } from './person.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

type AtForm =
  | 'type'
  | 'photo'
  | 'remove-photo'
  | 'send'
  | 'send-twice'
  | 'send-bad'
  | 'send-not-mine'
  | 'fresh'
  | 'leave';
type AtEntry = 'edit' | 'resume' | 'retry' | 'discard' | 'keep';
const AT_TAB = [
  'crash',
  'go',
  'hide',
  'freeze',
  'stall',
  'thaw',
  'remount',
  'duplicate',
  'flush',
  'full',
  'no-notes',
] as const;

export type Command =
  | { do: AtForm; tab: number; slot: number }
  | { do: AtEntry; tab: number; slot: number; which: number }
  | { do: (typeof AT_TAB)[number] | 'clear'; tab: number }
  | { do: 'offline' | 'online' }
  | { do: 'pass'; ms: number }
  | { do: 'step'; choices: number[] }
  | { do: 'fault'; fault: Fault }
  | { do: 'disk'; tab: number; fault: DiskFault };

const tab = fc.constantFrom(0, 1);
// Mostly the first form: two in one page are rare, and everything that is rare needs the usual beside it.
const slot = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(SLOTS - 1) });
const which = fc.nat(5);

const atForm = (weight: number, ...names: Array<AtForm>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names), tab, slot }),
});
const atEntry = (weight: number, ...names: Array<AtEntry>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...names), tab, slot, which }),
});

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 26,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      choices: fc.array(fc.nat(9), { maxLength: 14 }),
    }),
  },
  atForm(14, 'type'),
  atForm(8, 'send', 'send', 'send', 'send-twice', 'send-bad', 'send-not-mine'),
  atForm(4, 'photo', 'photo', 'photo', 'remove-photo'),
  atForm(2, 'fresh', 'leave'),
  atEntry(7, 'edit', 'edit', 'resume', 'retry'),
  atEntry(1, 'discard', 'keep'),
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('disk' as const), tab, fault: fc.constantFrom(...DISK_FAULTS) }),
  },
  { weight: 9, arbitrary: fc.record({ do: fc.constantFrom(...AT_TAB), tab }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(
        -20 * DAY,
        -60 * MINUTE,
        300,
        3_000,
        20_000,
        32_000,
        7 * MINUTE,
        DAY,
        4 * DAY,
        15 * DAY,
      ),
    }),
  },
  // Everything is gone after it: seldom, so that there is something to lose.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('offline' as const, 'online' as const) }) },
);

export const commands = fc.array(command, { minLength: 5, maxLength: 80, size: 'max' });

const drawn = fc.record({
  locks: fc.boolean(),
  channel: fc.boolean(),
  dedupe: fc.constantFrom('key' as const, 'key' as const, 'key' as const, 'lookup' as const, 'none' as const),
  seed: fc.nat(),
});

/**
 * Locks or leases, channels or none, and a backend that mostly knows keys. One that can only be searched before it is
 * posted to depends on locks: a lease ends when the clock leaps, and between search and post there is room for another tab.
 */
export const settings = drawn.map((settings) =>
  settings.dedupe === 'lookup' ? { ...settings, locks: true } : settings,
);
