import type { Page } from 'playwright-core';
import { wait, type Dice } from './dice.js';
import type { Fault, Scene } from './faults.js';
import { Person } from './person.js';
import type { Stage } from './stage.js';

export interface Round {
  number: number;
  dice: Dice;
  fault: Fault;
  photo: Buffer;
}

/** How long the storm goes on after send was pressed. */
const STORM = 900;

/** What one person does in one tab while a fault strikes. */
export async function oneTab(stage: Stage, { number, dice, fault, photo }: Round): Promise<void> {
  const { phone, tellings, log } = stage;
  const come = async () => new Person(await phone.tab(stage.site.url), dice, log);
  if (dice.chance(0.2)) await phone.pages[0]?.close();
  let person = await come();
  const { scene, ended } = setScene(stage, dice, person.page);

  await person.openForm();
  const telling = stage.begins(number);
  const typing = fault.typing?.(scene);
  const wrote = await unlessDisturbed(scene, async () => {
    await person.write(telling);
    if (dice.chance(0.2)) await person.attachPhoto(photo);
    if (dice.chance(0.4)) await person.write(telling);
    return true;
  });
  await typing;
  if (!wrote || scene.disturbed) {
    scene.page = (person = await come()).page;
    scene.disturbed = false;
    const left = await person.openForm();
    log(`person: comes back and finds ${left.length} of ${telling.typed.length} characters`);
  }
  if (dice.chance(fault.typing ? 0.4 : 0.05)) return ended();
  await fault.before?.(scene);
  await unlessDisturbed(scene, async () => {
    // What was lost with the tab is typed again.
    if (!(await person.text).includes(telling.id)) await person.write(telling);
    await person.send(tellings, () => fault.pressing?.(scene) ?? Promise.resolve());
    await wait(dice.between(0, STORM));
    if (dice.chance(0.5) && (await person.state()) !== '已送达' && (await person.takeBack(telling))) {
      await person.write(telling);
      if (dice.chance(0.8)) await person.send(tellings);
    }
  });
  await ended();
}

/** Two people, or one with two tabs: each writes, both press send at the same time. */
export async function twoTabs(stage: Stage, round: Round): Promise<void> {
  const { dice, fault, number } = round;
  const one = new Person(await stage.phone.tab(stage.site.url), dice, stage.log);
  const other = new Person(await stage.phone.newTab(stage.site.url), dice, stage.log);
  const { scene, ended } = setScene(stage, dice, one.page);
  for (const person of [one, other]) {
    await person.openForm();
    await person.write(stage.begins(number));
  }
  await fault.before?.(scene);
  await bothSend(stage, scene, one, other);
  await ended();
}

/** The same draft stands in two tabs: one was frozen in the background when the other opened it. Then both press send. */
export async function sameDraft(stage: Stage, { dice, fault, number }: Round): Promise<void> {
  const one = new Person(await stage.phone.tab(stage.site.url), dice, stage.log);
  const { scene, ended } = setScene(stage, dice, one.page);
  await one.openForm();
  await one.write(stage.begins(number));
  await wait(dice.between(0, 400));
  const session = await one.page.context().newCDPSession(one.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  const other = new Person(await stage.phone.newTab(stage.site.url), dice, stage.log);
  stage.log(`person: the other tab finds ${(await other.openForm()).length} characters`);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  const writers = dice.pick([[], [other], [one, other], [other, one]]);
  if (!(await other.text) && !writers.includes(other)) writers.push(other);
  for (const person of writers) await person.write(stage.begins(number));
  await fault.before?.(scene);
  await bothSend(stage, scene, one, other);
  await ended();
}

async function bothSend(stage: Stage, scene: Scene, ...people: Person[]): Promise<void> {
  await Promise.all(
    people.map((person) => unlessDisturbed(scene, () => person.send(stage.tellings), person.page)),
  );
  await wait(scene.dice.between(0, STORM));
}

function setScene(stage: Stage, dice: Dice, page: Page): { scene: Scene; ended: () => Promise<void> } {
  const { gateway, line, phone } = stage;
  const strikes: Promise<void>[] = [];
  const later = (strike: Promise<void>) => void strikes.push(strike);
  return {
    scene: { dice, gateway, line, phone, page, disturbed: false, later },
    ended: async () => {
      line.calm();
      await Promise.all(strikes);
    },
  };
}

/** Does it; undefined when the tab died under it by our hand. */
async function unlessDisturbed<T>(
  scene: Scene,
  work: () => Promise<T>,
  page = scene.page,
): Promise<T | undefined> {
  const { phone } = scene;
  const { kills } = phone;
  try {
    return await work();
  } catch (error) {
    // A kill may have been meant for later, and be under way.
    await wait(50);
    if (scene.disturbed || phone.kills > kills || !phone.isUp || page.isClosed()) return undefined;
    throw error;
  }
}
