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

/** Said aloud by screen readers, and seen by everybody. */
export function say(text, wrong = false) {
  said.textContent = text;
  said.classList.toggle('wrong', wrong);
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

/** A form of labelled fields; `done` gets the values. While it is under way nothing can be sent twice. */
export function form(fields, button, done) {
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
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    press.disabled = true;
    const values = fields.map((field) => [field.name, valueOf(field, element)]);
    try {
      await done(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
    } finally {
      press.disabled = false;
    }
  });
  return element;
}

/** Closed until somebody wants it. */
export const fold = (title, ...inside) => h('details', {}, h('summary', {}, title), inside);
