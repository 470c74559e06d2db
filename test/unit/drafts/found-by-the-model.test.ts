import { describe, it } from 'node:test';
import './model/check.js';
import type { Command } from './model/commands.js';
import { memoryHost } from './model/memory-host.js';
import { play } from './model/play.js';
import type { Settings } from './model/world.js';

/** What the model has found once, as small as it could make it. Played again whatever its runs draw today. */
const found: Array<{ name: string; settings: Settings; commands: Command[] }> = [
  {
    name: 'what is searched for and found may be the text before the last: the newer one stays',
    settings: { locks: true, channel: false, dedupe: 'lookup', seed: 0 },
    commands: [
      { do: 'fault', fault: 'ok' },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'fault', fault: 'foreign-receipt' },
      { do: 'step', choices: [0, 0, 0, 0, 5] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'send', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0, 0] },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0, 0] },
      { do: 'edit', tab: 1, slot: 0, which: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'send', tab: 1, slot: 0 },
    ],
  },
  {
    name: 'a text sent from a second tab takes no photo along that only the first one has seen',
    settings: { locks: true, channel: false, dedupe: 'key', seed: 0 },
    commands: [
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0] },
      { do: 'step', choices: [3, 0, 1] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'duplicate', tab: 0 },
      { do: 'photo', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0] },
      { do: 'send', tab: 0, slot: 0 },
      { do: 'type', tab: 0, slot: 0 },
      { do: 'offline' },
      { do: 'send', tab: 0, slot: 0 },
      { do: 'edit', tab: 0, slot: 0, which: 0 },
      { do: 'type', tab: 0, slot: 0 },
    ],
  },
  {
    name: 'an outbox that is closed while the disk is full writes down what only it has',
    settings: { locks: true, channel: false, dedupe: 'key', seed: 0 },
    commands: [
      { do: 'full', tab: 1 },
      { do: 'fresh', tab: 1, slot: 0 },
      { do: 'step', choices: [3, 3, 0, 4] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'remount', tab: 1 },
      { do: 'step', choices: [5, 5] },
      { do: 'send', tab: 0, slot: 0 },
      { do: 'fault', fault: 'ok' },
      { do: 'fault', fault: 'ok' },
      { do: 'type', tab: 0, slot: 0 },
    ],
  },
  {
    name: 'a page that wakes up does not write over what another has typed on after it',
    settings: { locks: true, channel: false, dedupe: 'lookup', seed: 0 },
    commands: [
      { do: 'step', choices: [0, 3] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [1, 0, 4] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 3, 3] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'freeze', tab: 1 },
      { do: 'crash', tab: 0 },
      { do: 'disk', tab: 0, fault: 'refuses' },
      { do: 'type', tab: 0, slot: 0 },
      { do: 'step', choices: [0, 0, 0] },
      { do: 'step', choices: [0, 0, 0, 3, 0, 0, 0] },
      { do: 'type', tab: 0, slot: 0 },
      { do: 'edit', tab: 0, slot: 0, which: 0 },
      { do: 'go', tab: 0 },
      { do: 'step', choices: [] },
      { do: 'step', choices: [] },
      { do: 'step', choices: [0, 0, 0] },
    ],
  },
  {
    name: 'what is found at the backend and this device knows no try of is not the text that is here',
    settings: { locks: true, channel: false, dedupe: 'lookup', seed: 0 },
    commands: [
      { do: 'step', choices: [0, 0] },
      { do: 'type', tab: 0, slot: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0] },
      { do: 'type', tab: 0, slot: 0 },
      { do: 'step', choices: [0, 0] },
      { do: 'full', tab: 0 },
      { do: 'crash', tab: 1 },
      { do: 'send', tab: 0, slot: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0, 0, 0] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0] },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0] },
      { do: 'crash', tab: 0 },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'send', tab: 1, slot: 0 },
      { do: 'edit', tab: 0, slot: 0, which: 0 },
      { do: 'offline' },
    ],
  },
  {
    name: 'a write that the disk had refused and does after all does not send what memory has sent',
    settings: { locks: true, channel: false, dedupe: 'lookup', seed: 0 },
    commands: [
      { do: 'disk', tab: 1, fault: 'writes-later-and-says-no' },
      { do: 'disk', tab: 1, fault: 'writes-later-and-says-no' },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0, 0, 0, 0, 0, 0] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'step', choices: [0, 0] },
      { do: 'type', tab: 1, slot: 0 },
      { do: 'send', tab: 1, slot: 0 },
      { do: 'step', choices: [1, 7, 0] },
      { do: 'step', choices: [0, 0, 0, 0, 3, 3, 3] },
      { do: 'send', tab: 0, slot: 0 },
      { do: 'fault', fault: 'ok' },
      { do: 'pass', ms: -1728000000 },
      { do: 'step', choices: [] },
    ],
  },
];

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('outbox: races that the model has found', () => {
  for (const { name, settings, commands } of found)
    it(name, () => play(memoryHost(turn), commands, settings));
});
