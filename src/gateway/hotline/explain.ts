import { type HelpBoardError } from '../../adapters/errors.js';
import {
  readAnswer,
  readOrder,
  type HotlineAnswer,
  type HotlineProfile,
  type Note,
  type Operation,
  type OperationName,
} from '../../adapters/hotline/index.js';
import { idOf } from '../../adapters/hotline/publish.js';
import { listAt } from '../../adapters/hotline/tree.js';

const RAW_MAX = 60;

const short = (value: unknown): string => {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > RAW_MAX ? `${text.slice(0, RAW_MAX)}…` : text;
};

const line = ({ field, path, raw, value, why }: Note): string => {
  const became = value === undefined ? `left out: ${why}` : short(value);
  return `  ${field.padEnd(13)} ${path.padEnd(22)} ${short(raw).padEnd(24)} → ${became}`;
};

/** What each field of a recorded answer becomes by a profile, and why: for people who write one. */
export function explain(profile: HotlineProfile, name: OperationName, answer: HotlineAnswer): string {
  const operation = profile.operations[name] as Operation | undefined;
  if (!operation)
    return `${profile.name} has no operation ${name}; it has ${Object.keys(profile.operations).join(', ')}`;
  const head = `${profile.name} · ${name}`;
  let data: unknown;
  try {
    data = readAnswer(profile, name, answer);
  } catch (error) {
    return `${head}\n${failed(error as HelpBoardError)}`;
  }
  const items = listAt(data, operation.order ?? '').filter((item) => typeof item === 'object' && item);
  const place = [(operation.envelope ?? profile.envelope)?.data, operation.order].filter(Boolean).join('.');
  const orders = items.map((item, index) => {
    const { order, notes } = readOrder(profile, item);
    const known = idOf(order) ?? 'no id: nobody can ask for it';
    const stage = order.stage === 'unknown' ? `unknown, shown as 状态待确认 with their word` : order.stage;
    return [`${index + 1}. ${known} · ${stage}`, ...notes.map(line)].join('\n');
  });
  const found = `went well; ${items.length} order${items.length === 1 ? '' : 's'} at ${place || 'the whole answer'}`;
  return [head, found, ...orders].join('\n');
}

function failed({ code, retryable, fields = {}, cause }: HelpBoardError): string {
  const places = Object.entries(fields).map(([place, problem]) => `  ${place}: ${problem}`);
  const words = typeof cause === 'string' ? [`  their words: ${short(cause)}`] : [];
  return [`did not go well: ${code}, ${retryable ? 'tried again' : 'final'}`, ...places, ...words].join('\n');
}
