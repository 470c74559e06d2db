import type { Page } from 'playwright-core';
import type { Dice } from './dice.js';
import { wait } from './dice.js';
import type { Gateway } from './gateway.js';
import type { Line } from './line.js';
import type { Phone } from './phone.js';

/** Where faults strike. */
export interface Scene {
  dice: Dice;
  gateway: Gateway;
  line: Line;
  phone: Phone;
  /** The tab that send is pressed in. */
  page: Page;
  /** The person's work in this tab was cut short by us. */
  disturbed: boolean;
  /** Something struck that nobody waits for; the round does, at its end. */
  later(strike: Promise<void>): void;
}

/** What strikes in a round, and when. */
export interface Fault {
  name: string;
  /** While somebody types. */
  typing?(scene: Scene): Promise<void>;
  /** Before send is pressed. */
  before?(scene: Scene): Promise<void> | void;
  /** As send is pressed. */
  pressing?(scene: Scene): Promise<void>;
}

const soon = (dice: Dice, most: number) => wait(dice.between(0, most));

/** Strikes a moment after something has passed on the line. */
const when =
  (passage: 'request' | 'answer', most: number, strike: (scene: Scene) => Promise<void>) => (scene: Scene) =>
    scene.line.once(passage, () => scene.later(soon(scene.dice, most).then(() => strike(scene))));

const cut =
  (how: Parameters<Line['cutNext']>[0][number]) =>
  ({ dice, line }: Scene) =>
    line.cutNext(Array.from({ length: dice.between(1, 4) }, () => how));

const reload = async (scene: Scene): Promise<void> => {
  scene.disturbed = true;
  await scene.page.reload({ waitUntil: 'commit' });
};

/** The faults of one tab. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'browser killed while somebody types',
    typing: ({ dice, phone }) => soon(dice, 600).then(() => phone.kill()),
  },
  {
    name: 'browser killed as send is pressed',
    pressing: ({ dice, phone }) => soon(dice, 120).then(() => phone.kill()),
  },
  {
    name: 'browser killed with the post under way',
    before: when('request', 30, ({ phone }) => phone.kill()),
  },
  { name: 'browser killed as the answer comes', before: when('answer', 10, ({ phone }) => phone.kill()) },
  { name: 'gateway killed before the post', before: ({ gateway }) => gateway.kill() },
  {
    name: 'gateway killed with the post under way',
    before: when('request', 12, ({ gateway }) => gateway.kill()),
  },
  { name: 'gateway killed as it answers', before: when('answer', 2, ({ gateway }) => gateway.kill()) },
  { name: 'cut before the gateway has it', before: cut('lost') },
  { name: 'cut before the answer', before: cut('unanswered') },
  { name: 'cut in the middle of the answer', before: cut('half-answered') },
  { name: 'connection reset', before: cut('reset') },
  { name: 'line stalls, then dies', before: cut('stalled') },
  {
    name: 'device offline',
    pressing: ({ dice, phone }) => soon(dice, 60).then(() => phone.setOffline(true)),
  },
  {
    name: 'reloaded while somebody types',
    typing: (scene) => soon(scene.dice, 600).then(() => reload(scene)),
  },
  {
    name: 'reloaded as send is pressed',
    pressing: (scene) => soon(scene.dice, 80).then(() => reload(scene)),
  },
  {
    name: 'tab closed as send is pressed',
    pressing: ({ dice, page }) => soon(dice, 80).then(() => page.close()),
  },
  {
    name: 'tab crashes with the post under way',
    before: when('request', 20, ({ phone, page }) => phone.crash(page)),
  },
];

/** Two of them at once. */
export function several({ dice }: Pick<Scene, 'dice'>): Fault {
  const [one, other] = dice.shuffled(FAULTS) as [Fault, Fault];
  const both =
    (time: 'typing' | 'before' | 'pressing') =>
    async (scene: Scene): Promise<void> =>
      void (await Promise.all([one[time]?.(scene), other[time]?.(scene)]));
  return {
    name: `${one.name} + ${other.name}`,
    typing: both('typing'),
    before: both('before'),
    pressing: both('pressing'),
  };
}
