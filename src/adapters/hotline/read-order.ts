import { FLAGS, type Stage } from '../../model/index.js';
import { flag, isOneOf, text } from './codecs.js';
import type { Note, Order, OrderField, OrderValues } from './order.js';
import type { FlagRule, HotlineProfile } from './profile.js';
import { at } from './tree.js';
import { ORDER_FIELDS, resolved } from './usual-codecs.js';

/** An order, and what became of each of its fields. */
export interface ReadOrder {
  order: Order;
  notes: Note[];
}

const isMissing = (raw: unknown): boolean => raw === undefined || raw === null || raw === '';

/** Reads one order of a hotline's answer. Nothing of it is trusted: a wrong value is left out, and its note says why. */
export function readOrder(profile: HotlineProfile, raw: unknown): ReadOrder {
  const notes: Note[] = [];
  const values: Partial<Record<OrderField, unknown>> = {};
  for (const name of ORDER_FIELDS) {
    const field = profile.fields[name];
    if (!field) continue;
    const { path, codec } = resolved(name, field as string);
    const from = at(raw, path);
    const value = isMissing(from) ? undefined : codec.read(from);
    const why = value === undefined ? (isMissing(from) ? 'missing' : `no ${codec.name}`) : undefined;
    notes.push({ field: name, path, raw: from, ...(value === undefined ? { why } : { value }) });
    if (value !== undefined) values[name] = value;
  }
  const order: Order = { ...(values as Partial<OrderValues>), stage: 'unknown', flags: [] };
  readStage(profile, raw, order, notes);
  order.flags = FLAGS.filter((name) => hasMark(name, profile.flags?.[name], profile, raw, order, notes));
  if (hasMark('returned', profile.returned, profile, raw, order, notes)) order.returned = true;
  return { order, notes };
}

/** A label in no row of the table is unknown, whatever it sounds like. */
function readStage({ stage: path, stages }: HotlineProfile, raw: unknown, order: Order, notes: Note[]): void {
  if (path === undefined) return;
  const from = at(raw, path);
  const label = text().read(from);
  const stage = (Object.keys(stages) as Exclude<Stage, 'unknown'>[]).find((of) => isOneOf(label, stages[of]));
  if (label !== undefined) order.rawLabel = label;
  if (stage) order.stage = stage;
  const why = isMissing(from) ? 'missing' : 'in no row of the stages';
  notes.push({ field: 'stage', path, raw: from, ...(stage ? { value: stage } : { why }) });
}

function hasMark(
  name: Note['field'],
  rule: FlagRule | undefined,
  { stage }: HotlineProfile,
  raw: unknown,
  order: Order,
  notes: Note[],
): boolean {
  if (!rule) return false;
  const { labels, path, is } = rule;
  const byLabel = isOneOf(order.rawLabel, labels);
  if (path === undefined) {
    if (byLabel) notes.push({ field: name, path: stage ?? '', raw: order.rawLabel, value: true });
    return byLabel;
  }
  const from = at(raw, path);
  const byPlace = is ? isOneOf(from, is) : flag().read(from) === true;
  notes.push({ field: name, path, raw: from, value: byLabel || byPlace });
  return byLabel || byPlace;
}
