// The reference page of the demo site, made of dist/custom-elements.json: `npm run build` writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const MANIFEST = new URL('../../dist/custom-elements.json', import.meta.url);
const PAGE = new URL('../../demo/site/reference.html', import.meta.url);

const escaped = (text = '') =>
  String(text).replace(/[&<>"]/g, (one) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[one]};`);
/** Backticks of JSDoc are code. */
const prose = (text) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
const code = (text) => (text ? `<code>${escaped(text)}</code>` : '');

/** The elements that a page may use, in the manifest's order. */
export const elements = ({ modules }) =>
  modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter(({ tagName, slots, cssParts }) => tagName && (slots || cssParts));

function table(title, columns, rows) {
  if (!rows.length) return '';
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<h3>${title}</h3>\n<table><thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

function section({ tagName, description, ...of }) {
  const { attributes = [], members = [], events = [], slots = [], cssParts = [], cssProperties = [] } = of;
  const byName = new Map(members.map((member) => [member.name, member]));
  const typed = ({ type }) => code(type?.text);
  const properties = members.filter(
    ({ kind, name }) => kind === 'field' && !attributes.some(({ fieldName }) => fieldName === name),
  );
  const methods = members.filter(({ kind }) => kind === 'method');
  const signature = ({ name, parameters = [], return: back }) =>
    `${name}(${parameters.map((one) => `${one.name}${one.optional || one.default ? '?' : ''}: ${one.type?.text ?? ''}`).join(', ')}): ${back?.type?.text ?? 'void'}`;
  return `<div class="box" id="${tagName}">
<h2>&lt;${tagName}&gt;</h2>
<p>${prose(description)}</p>
${table(
  'Attributes',
  ['name', 'property', 'type', 'default', ''],
  attributes.map((one) => {
    const field = byName.get(one.fieldName);
    return [
      code(one.name),
      code(one.fieldName),
      typed(field ?? one),
      code(one.default),
      prose(one.description ?? field?.description),
    ];
  }),
)}
${table(
  'Properties',
  ['name', 'type', ''],
  properties.map((one) => [code(one.name), typed(one), prose(one.description)]),
)}
${table(
  'Methods',
  ['call', ''],
  methods.map((one) => [code(signature(one)), prose(one.description)]),
)}
${table(
  'Events',
  ['name', ''],
  events.map((one) => [code(one.name), prose(one.description)]),
)}
${table(
  'Slots',
  ['name', ''],
  slots.map((one) => [one.name ? code(one.name) : '(default)', prose(one.description)]),
)}
${table(
  'Parts',
  ['name', ''],
  cssParts.map((one) => [code(one.name), prose(one.description)]),
)}
${table(
  'Custom properties',
  ['name', 'default', ''],
  cssProperties.map((one) => [code(one.name), code(one.default), prose(one.description)]),
)}
</div>`;
}

/** The page, as HTML. */
export const reference = (manifest) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Reference · help-board</title>
<link rel="icon" href="/assets/logo.svg">
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<div class="wrap reference">
<h1>Reference</h1>
<p>Made of the elements' own documentation (<a href="/custom-elements.json">custom-elements.json</a>). The API behind them:
<a href="/api/openapi.json">openapi.json</a>. <a href="/" lang="zh-CN" hreflang="zh-CN">回到首页</a></p>
${elements(manifest).map(section).join('\n')}
</div>
</body>
</html>
`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(PAGE, reference(JSON.parse(readFileSync(MANIFEST, 'utf8'))));
