import { draftOf, dropDraft, keepDraft } from './drafts.js';

/** An element. Texts are texts, never markup: what people wrote is shown as they wrote it. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name in element && typeof value === 'boolean') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ''));
  return element;
}

/** Shows these in place of what is there; nothing where there is nothing to show. */
export const fill = (place, ...parts) =>
  place.replaceChildren(
    ...parts.flat(4).filter((part) => part !== undefined && part !== null && part !== ''),
  );

const said = document.getElementById('said');

/** Said aloud by screen readers, and seen by everybody: in the dialog that is open, because the page behind it is not. */
export function say(text, wrong = false) {
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
export const when = (instant) => (instant ? time.format(new Date(instant)) : '');

/** As a field of local time takes it. */
export const chinaTime = (instant) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);

const control = ({ type = 'line', options, required, value = '', name, hint, suggestions }, id) => {
  const common = { name, required: !!required, placeholder: hint };
  if (type === 'check') return h('input', { name, type: 'checkbox', checked: !!value, required: !!required });
  if (type === 'choice')
    return h(
      'select',
      common,
      options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)),
    );
  if (type === 'text') return h('textarea', common, value);
  if (type === 'line' && suggestions) return h('input', { ...common, value, list: id });
  return h('input', {
    ...common,
    value,
    type: { number: 'number', time: 'datetime-local', password: 'password' }[type] ?? 'text',
  });
};

let ids = 0;

/** What somebody filled in: nothing where they left it empty. A local time is meant as China's. */
function valueOf({ name, type = 'line' }, form) {
  const field = form.elements[name];
  if (type === 'check') return field.checked;
  if (field.value === '') return undefined;
  if (type === 'number') return Number(field.value);
  if (type === 'time') return new Date(`${field.value}:00+08:00`).toISOString();
  return field.value;
}

const plain = ({ type }, field) => (type === 'check' ? field.checked : field.value);

function restore(fields, form, values = {}) {
  for (const { name, type } of fields)
    if (name in values) form.elements[name][type === 'check' ? 'checked' : 'value'] = values[name];
}

/**
 * A form of labelled fields; `send` gets the values, and gives something where it went well. While it is under way nothing can
 * be sent twice. Under the name of a `draft` what is typed is kept until then; `then` comes after it.
 */
export function form(fields, button, send, { draft, then } = {}) {
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
    const typed = fields.map((field) => [field.name, plain(field, element.elements[field.name])]);
    // What the form does not ask for at the moment stays, too.
    if (draft) keepDraft(draft, { ...draftOf(draft), ...Object.fromEntries(typed) });
  };
  if (draft) restore(fields, element, draftOf(draft));
  element.addEventListener('input', keep);
  for (const { name, changed } of fields)
    if (changed)
      element.elements[name].addEventListener('change', () => {
        changed(element.elements);
        keep();
      });
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    press.disabled = true;
    const values = fields.map((field) => [field.name, valueOf(field, element)]);
    try {
      const well = await send(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
      if (well === undefined) return;
      if (draft) dropDraft(draft);
      await then?.(well);
    } finally {
      press.disabled = false;
    }
  });
  return element;
}

/** Closed until somebody wants it. */
export const fold = (title, ...inside) => h('details', {}, h('summary', {}, title), inside);
