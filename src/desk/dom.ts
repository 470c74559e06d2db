import { draftOf, dropDraft, keepDraft, type Typed } from './drafts.js';

/** What stands in an element; nothing where there is nothing to show. */
export type Child = Node | string | number | false | null | undefined | Child[];
type Handler = (event: Event) => unknown;
type Props = Record<string, string | number | boolean | undefined | Handler>;

const standing = (children: Child[]): (Node | string)[] =>
  (children.flat(6) as Exclude<Child, Child[]>[])
    .filter((child) => child !== undefined && child !== null && child !== false && child !== '')
    .map((child) => (child instanceof Node ? child : String(child)));

/** An element. Texts are texts, never markup: what people wrote is shown as they wrote it. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name in element && typeof value === 'boolean') Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...standing(children));
  return element;
}

/** Shows these in place of what is there. */
export const fill = (place: Element, ...parts: Child[]): void => place.replaceChildren(...standing(parts));

const said = document.getElementById('said')!;

/** Said aloud by screen readers, and seen by everybody: in the dialog that is open, because the page behind it is not. */
export function say(text: string, wrong = false): void {
  const place = document.querySelector('dialog[open] .said') ?? said;
  place.textContent = text;
  place.classList.toggle('wrong', wrong);
}

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
export const when = (instant?: string): string => (instant ? time.format(new Date(instant)) : '');

/** As a field of local time takes it. */
export const chinaTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

type Input = HTMLInputElement;
/** A form's fields by their names. */
export type Elements = Record<string, Input>;

/** One question of a form. */
export interface Field {
  name: string;
  label: string;
  type?: 'line' | 'text' | 'check' | 'choice' | 'number' | 'time' | 'password';
  /** What a choice is made from: key and words. */
  options?: readonly (readonly [string, string])[];
  required?: boolean;
  value?: string | boolean;
  hint?: string;
  suggestions?: string[];
  changed?(elements: Elements): void;
}

const TYPES: Partial<Record<string, string>> = {
  number: 'number',
  time: 'datetime-local',
  password: 'password',
};

const elementsOf = (form: HTMLFormElement): Elements => form.elements as unknown as Elements;

const control = (
  { type = 'line', options = [], required, value = '', name, hint, suggestions }: Field,
  id: string,
): HTMLElement => {
  const common = { name, required: !!required, placeholder: hint };
  if (type === 'check') return h('input', { name, type: 'checkbox', checked: !!value, required: !!required });
  if (type === 'choice')
    return h(
      'select',
      common,
      options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)),
    );
  if (type === 'text') return h('textarea', common, String(value));
  if (type === 'line' && suggestions) return h('input', { ...common, value, list: id });
  return h('input', {
    ...common,
    value,
    type: TYPES[type] ?? 'text',
  });
};

let ids = 0;

/** What somebody filled in: nothing where they left it empty. A local time is meant as China's. */
function valueOf({ name, type = 'line' }: Field, form: HTMLFormElement): unknown {
  const field = elementsOf(form)[name]!;
  if (type === 'check') return field.checked;
  if (field.value === '') return undefined;
  if (type === 'number') return Number(field.value);
  if (type === 'time') return new Date(`${field.value}:00+08:00`).toISOString();
  return field.value;
}

const plain = ({ type }: Field, field: Input): unknown => (type === 'check' ? field.checked : field.value);

function restore(fields: Field[], form: HTMLFormElement, values: Typed = {}): void {
  for (const { name, type } of fields)
    if (name in values)
      Object.assign(elementsOf(form)[name]!, { [type === 'check' ? 'checked' : 'value']: values[name] });
}

/**
 * A form of labelled fields; `send` gets the values, and gives something where it went well. While it is under way nothing can
 * be sent twice. Under the name of a `draft` what is typed is kept until then; `then` comes after it.
 */
export function form<Values extends object, Well>(
  fields: Field[],
  button: string,
  send: (values: Values) => Well | Promise<Well>,
  { draft, then }: { draft?: string; then?: (well: NonNullable<Well>) => unknown } = {},
): HTMLFormElement {
  const rows = fields.map((field) => {
    const id = `list-${++ids}`;
    const input = control(field, id);
    if (field.type === 'check') return h('label', {}, input, ` ${field.label}`);
    const list =
      field.suggestions &&
      h(
        'datalist',
        { id },
        field.suggestions.map((value) => h('option', { value })),
      );
    return h('label', {}, field.label, input, list);
  });
  const press = h('button', { class: 'main', type: 'submit' }, button);
  const element = h('form', {}, rows, h('p', {}, press));
  const keep = () => {
    const typed = fields.map((field) => [field.name, plain(field, elementsOf(element)[field.name]!)]);
    // What the form does not ask for at the moment stays, too.
    if (draft) keepDraft(draft, { ...draftOf(draft), ...Object.fromEntries(typed) });
  };
  if (draft) restore(fields, element, draftOf(draft));
  element.addEventListener('input', keep);
  for (const { name, changed } of fields)
    if (changed)
      elementsOf(element)[name]!.addEventListener('change', () => {
        changed(elementsOf(element));
        keep();
      });
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    press.disabled = true;
    const values = fields.map((field) => [field.name, valueOf(field, element)] as const);
    try {
      const filled = Object.fromEntries(values.filter(([, value]) => value !== undefined));
      const well = await send(filled as Values);
      if (well === undefined || well === null) return;
      if (draft) dropDraft(draft);
      await then?.(well);
    } finally {
      press.disabled = false;
    }
  });
  return element;
}

/** Closed until somebody wants it. */
export const fold = (title: string, ...inside: Child[]): HTMLDetailsElement =>
  h('details', {}, h('summary', {}, title), inside);

/** Closed until somebody wants it, or has begun to write what is kept as this draft. */
export function foldedDraft(title: string, draft: string, inside: Child): HTMLDetailsElement {
  const folded = fold(title, inside);
  folded.open = draftOf(draft) !== undefined;
  return folded;
}
