import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import type { Road } from './road.js';
import type { Writer } from './writer.js';

/** One browser on a profile of its own, the road it goes, and what the gateway has. */
export interface World {
  /** Words of this case only, to know its requests by. */
  readonly words: string;
  readonly road: Road;
  /** Opens a path of the site, for one writer each. */
  open(...paths: string[]): Promise<Writer[]>;
  /** The browser dies and is started again. */
  crash(): Promise<void>;
  /** What the database has of this case. */
  rows(): Promise<{ id: string; body: string }[]>;
  /** How many photos the gateway has of a request. */
  photos(id: string): Promise<number>;
}

/** Further tries are up to 8 s apart by the time a road is mended, on a machine that is busy 32. */
const NEXT_TRY = 80;

const arrivedOnce = async ({ rows }: World) => assert.equal((await rows()).length, 1, 'exactly one row');

async function ready(world: World, path = '/help'): Promise<Writer> {
  const [writer] = await world.open(path);
  await writer!.opensForm();
  await writer!.writes(`家里老人的药快吃完了。${world.words}`);
  await writer!.fillsInTheRest();
  return writer!;
}

async function photoArrives(world: World) {
  const writer = await ready(world);
  const jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
  await writer.addsPhoto(jpeg);
  await writer.sends();
  await writer.hasReceipt();
  await arrivedOnce(world);
  const [row] = await world.rows();
  assert.equal(await world.photos(row!.id), 1, 'with its photo');
}

async function reloadLosesNothing(world: World) {
  const [writer] = await world.open('/help');
  await writer!.opensForm();
  const begun = `打了字${world.words}`;
  await writer!.writes(begun);
  await writer!.isOnDevice();
  const text = `${begun}，又打了几个字，马上刷新。`;
  await writer!.writesAndReloads(text, 4);
  await writer!.finds(text);
  assert.equal(await writer!.caret(), 4, 'the caret stands where it stood');
}

async function goesOnElsewhere(world: World) {
  const [writer] = await world.open('/help');
  const text = `写到一半去看别的页面。${world.words}`;
  await writer!.opensForm();
  await writer!.writes(text);
  await writer!.isOnDevice();
  // A page in the back/forward cache holds nothing that the next one waits for.
  for (const more of ['一', '二', '三']) {
    await writer!.writesAndGoesTo(`${text}${more}`, `/help?${more.charCodeAt(0)}`);
    await writer!.opensForm();
    await writer!.finds(`${text}${more}`);
    await writer!.writes(`${text}${more}又写`);
    await writer!.isOnDevice();
  }
}

async function crashLosesNothing(world: World) {
  const [writer] = await world.open('/help');
  await writer!.opensForm();
  const text = `写到一半浏览器没了。${world.words}`;
  await writer!.writes(text);
  await writer!.isOnDevice();
  await world.crash();
  const [again] = await world.open('/help');
  await again!.opensForm();
  await again!.finds(text);
}

async function gatewayDown(world: World) {
  const writer = await ready(world);
  await world.road.cut();
  await writer.sends();
  await writer.sees('已存好，等待联网');
  assert.equal((await world.rows()).length, 0);
  await world.road.mend();
  await writer.hasReceipt(NEXT_TRY);
  await arrivedOnce(world);
}

async function cutAtOnce(world: World) {
  const [writer] = await world.open('/help');
  await writer!.opensForm();
  await world.road.cut();
  await writer!.writes(`表单刚打开网就断了。${world.words}`);
  await writer!.fillsInTheRest();
  await writer!.sends();
  await writer!.sees('已存好，等待联网');
  await world.road.mend();
  await writer!.hasReceipt(NEXT_TRY);
  await arrivedOnce(world);
}

async function answerLost(world: World) {
  const writer = await ready(world);
  const before = world.road.lost;
  world.road.loseAnswers(2);
  await writer.sends();
  await writer.hasReceipt(NEXT_TRY);
  assert.equal(world.road.lost, before + 2, 'both answers were lost');
  await arrivedOnce(world);
}

async function twoTabsOneDraft(world: World) {
  const [one, two] = await world.open('/help', '/help');
  const begun = `两个页面写同一条。${world.words}`;
  await one!.opensForm();
  await one!.writes(begun);
  await one!.isOnDevice();
  await one!.is('frozen');
  await two!.opensForm();
  await two!.finds(begun);
  await two!.writes(`${begun}第二个页面`);
  await one!.is('resumed');
  await one!.writes(`${begun}第一个页面`);
  for (const writer of [one!, two!]) {
    await writer.fillsInTheRest();
    await writer.sends();
  }
  for (const writer of [one!, two!]) await writer.hasReceipt(NEXT_TRY);
  const bodies = (await world.rows()).map(({ body }) => body).sort();
  assert.deepEqual(bodies, [`${begun}第一个页面`, `${begun}第二个页面`]);
}

async function twoClicks(world: World) {
  const writer = await ready(world);
  await writer.sends({ clicks: 2 });
  await writer.hasReceipt();
  // Whatever the second click began has had its time.
  await pause(500);
  await arrivedOnce(world);
}

async function storageRefused(world: World) {
  const writer = await ready(world, '/help?refuse-storage');
  await writer.sees('存不下来');
  await writer.sends();
  await writer.hasReceipt();
  await arrivedOnce(world);
}

/** Slot and board are drawn as they should be on a page that is against it, and a post arrives from there. */
const onHostile = (page: string) => async (world: World) => {
  const writer = await ready(world, `/hostile/${page}.html`);
  await writer.looksRight('help-board');
  await writer.sends();
  await writer.hasReceipt();
  await writer.looksRight('help-board');
  await arrivedOnce(world);
};

/** What must hold in every browser, once. */
export const HOSTILE_CASES: readonly [name: string, run: (world: World) => Promise<void>][] = [
  ['on a page with everything unset it looks right, and a post arrives', onHostile('unset')],
  ['on a GBK page it looks right, and a post arrives', onHostile('gbk')],
  ['on a page with the libraries of 2008 it looks right, and a post arrives', onHostile('prototype')],
];

/** What must hold in every browser. */
export const CASES: readonly [name: string, run: (world: World) => Promise<void>][] = [
  ['a post with a photo arrives once', photoArrives],
  ['typed and reloaded in the same breath: the text and the caret are back', reloadLosesNothing],
  [
    'typed and gone to another page: the next page has the text, and keeps what is typed there',
    goesOnElsewhere,
  ],
  ['the browser dies over a draft: the text is back', crashLosesNothing],
  ['sent while the gateway is down: it waits, says so, and arrives once by itself', gatewayDown],
  ['the road is cut as soon as the form is there: it arrives once by itself', cutAtOnce],
  ['the answer is lost, twice: one row, and the receipt is shown', answerLost],
  ['two tabs on one draft: both texts arrive, each once', twoTabsOneDraft],
  ['two clicks on send in one go: one row', twoClicks],
  ['storage refused: it is said, and the post arrives all the same', storageRefused],
];
