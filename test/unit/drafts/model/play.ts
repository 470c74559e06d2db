import type { Command } from './commands.js';
import type { Host } from './host.js';
import { Person } from './person.js';
import { Tab } from './tab.js';
import { checkTruth } from './truth.js';
import { World, type Settings } from './world.js';

/** Plays what was drawn on a device, lets the storm end, opens one more page and looks whether all of it is true. */
export async function play(host: Host, commands: Command[], settings: Settings, name?: string) {
  const world = new World(host, settings, name);
  const people = [new Person(world), new Person(world)];
  try {
    for (const command of commands) await act(world, people, command);
    await calm(world);
    for (const tab of [...world.tabs]) tab.die();
    // What an outbox queued that was closed already waits for the next page where tabs cannot talk: that one sends it.
    const next = new Tab(world);
    await calm(world);
    next.die();
    const witness = new Tab(world);
    await calm(world);
    const entries = witness.outbox.entries();
    checkTruth(world, entries, await photosOf(world, witness));
  } finally {
    for (const tab of [...world.tabs]) tab.die();
  }
}

async function act(world: World, people: Person[], command: Command) {
  const person = 'tab' in command ? people[command.tab]! : people[0]!;
  const other = people.find((each) => each !== person)!;
  const { tab } = person;
  switch (command.do) {
    case 'step':
      for (const choice of command.choices) await world.step(choice);
      return;
    case 'pass':
      return world.pass(command.ms);
    case 'fault':
      return void world.backend.faults.push(command.fault);
    case 'disk':
      return void tab.disk.faults.push(command.fault);
    case 'offline':
      world.online = false;
      return;
    case 'online':
      world.online = true;
      for (const each of world.tabs) if (!each.frozen) each.life?.wake();
      return;
    case 'full':
      tab.disk.full = !tab.disk.full;
      return;
    case 'no-notes':
      tab.noNotes = true;
      return;
    case 'crash':
      return person.crash();
    case 'thaw':
      tab.thaw();
      return world.pass(0);
  }
  // The rest is done by somebody who sees the page, or by its script.
  if (tab.frozen) return;
  switch (command.do) {
    case 'type':
      return person.type(command.slot);
    case 'photo':
      return person.photo(command.slot);
    case 'remove-photo':
      return person.removePhoto(command.slot);
    case 'send':
    case 'send-twice':
    case 'send-bad':
    case 'send-not-mine':
      return person.send(command.slot, {
        times: command.do === 'send-twice' ? 2 : 1,
        bad: command.do === 'send-bad',
        forget: command.do === 'send-not-mine',
      });
    case 'clear':
      return person.clear();
    case 'fresh':
      return person.fresh(command.slot);
    case 'leave':
      return person.leave(command.slot);
    case 'edit':
      return person.edit(command.slot, command.which);
    case 'resume':
      return person.resume(command.slot, command.which);
    case 'retry':
      return person.retry(command.which);
    case 'discard':
      return person.discard(command.which);
    case 'keep':
      return person.keep(command.which);
    case 'go':
      return person.go();
    case 'hide':
      return person.hide();
    case 'freeze':
      return person.freeze();
    case 'stall':
      return tab.stall();
    case 'remount':
      return person.remount();
    case 'duplicate':
      return person.duplicate(other);
    case 'flush':
      return void tab.outbox.flush();
  }
}

/** The storm is over: everything works, and everybody has time. */
async function calm(world: World) {
  world.online = world.backend.healed = true;
  for (const tab of world.tabs) {
    tab.disk.full = tab.noNotes = false;
    tab.disk.faults.length = 0;
    tab.thaw();
  }
  const restless = ['queued', 'sending'];
  await world.quiet(() =>
    [...world.tabs].some(({ outbox }) => {
      const waits = outbox
        .entries()
        .some(({ delivery, nextTryAt }) => restless.includes(delivery) || nextTryAt !== undefined);
      return waits || outbox.keeping !== 'disk';
    }),
  );
}

/** Hashes of the photos that can still be had from the device. */
async function photosOf(world: World, { outbox }: Tab) {
  const found = new Set<string>();
  for (const { photos } of outbox.entries()) {
    for (const { sha256 } of photos) {
      void outbox.photo(sha256).then((blob) => blob && found.add(sha256));
    }
  }
  await world.settle();
  return found;
}
