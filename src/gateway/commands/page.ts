import { GatewayError } from '../gateway-error.js';
import { readManifest } from '../http/versions.js';
import type { Given } from './options.js';
import { UsageError } from './usage.js';

/** The origin that pages load the script from: scheme, host, port, and nothing behind. */
function originOf({ values: { origin } }: Given): string {
  if (!origin) throw new UsageError('--origin is missing: where pages load the script from.');
  try {
    const url = new URL(origin);
    if (/^https?:$/.test(url.protocol)) return url.origin;
  } catch {
    // Told below.
  }
  throw new UsageError(`--origin ${origin}: an address like https://help.example.cn.`);
}

interface Directive {
  name: string;
  sources: string;
  zh: string;
  en: string;
}

const directives = (origin: string, nonce: boolean): Directive[] => [
  {
    name: 'script-src',
    sources: `${origin}${nonce ? " 'nonce-NONCE'" : ''}`,
    zh: '脚本和它后来再取的部分，都来自这一个地址；不用 eval，也没有行内脚本。',
    en: 'The script, and the parts it fetches later, come from this one address; it needs no eval and no inline script.',
  },
  {
    name: 'connect-src',
    sources: origin,
    zh: '读求助、发求助都走这个地址；backend 或 snapshot 写了别的地址的，也要加在这里。',
    en: 'Requests are read and sent there; an address of your own in backend or snapshot is added here.',
  },
  {
    name: 'style-src',
    sources: `${origin}${nonce ? " 'nonce-NONCE'" : ''}`,
    zh: '只有老浏览器用到（Safari 16.4、Chrome 73 以前）：样式放在这个地址的一个空文件里；没有行内样式。',
    en: 'For old browsers alone (before Safari 16.4 and Chrome 73): styles are put into an empty file there; none is inline.',
  },
  {
    name: 'img-src',
    sources: `${origin} blob:`,
    zh: '求助里的照片来自这个地址；blob: 是还没发出去的照片，给本人先看一眼。',
    en: 'Photos of requests come from there; blob: is a photo that has not been sent yet, shown to whoever took it.',
  },
];

/** A list of these forbids a page's every other policy, so it is printed only for pages that have one. */
const TRUSTED_TYPES: Directive = {
  name: 'trusted-types',
  sources: 'lit-html help-board',
  zh: 'lit-html 是它用的模板，help-board 留给它自己；网页自己的策略名也要在里面。',
  en: 'lit-html is its templates, help-board its own; the names of the page’s own policies stay in the list.',
};

/** What a page's policy must allow, so that the board works on it: to add to the one it has, and as one of its own. */
export async function csp(given: Given): Promise<void> {
  const { nonce = false, 'trusted-types': trustedTypes = false } = given.values;
  const all = directives(originOf(given), nonce);
  const named = trustedTypes ? [...all, TRUSTED_TYPES] : all;
  // The page's own files, which it would lose by a list that names ours alone.
  const policy = [
    ...all.map(({ name, sources }) => `${name} 'self' ${sources}`),
    ...(trustedTypes ? [`${TRUSTED_TYPES.name} ${TRUSTED_TYPES.sources}`] : []),
  ].join('; ');
  const lines = [
    '网页已经有策略的：把下面每一项后面的地址，加到策略里同名的一项；没有这一项的，先照抄 default-src 的地址，再加。',
    'Where the page has a policy: add to each of its directives what stands behind the name here. One that it has not begins',
    'with the sources of its default-src.',
    '',
  ];
  for (const { name, sources, zh, en } of named) lines.push(`${name} ${sources}`, `  ${zh}`, `  ${en}`);
  lines.push(
    '',
    "网页还没有策略的：可以用下面这个，放在响应头或者 meta 里。'self' 是网页自己的文件；网页还用了别处的、行内的，也要写进去。",
    "Where it has none, this may be one, as a header or as a meta tag. 'self' is the page's own files; what it takes from",
    'elsewhere, and what is inline, has to be named as well.',
    '',
    `Content-Security-Policy: ${policy}`,
    '',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  if (nonce)
    lines.push(
      '',
      '把 NONCE 换成每次都不同的那个值；在求助平台的脚本前面写上：',
      'NONCE is the value your server makes anew for every answer. Before the script of the board:',
      '',
      '<script nonce="NONCE">window.litNonce = "NONCE"</script>',
    );
  if (!trustedTypes)
    lines.push(
      '',
      '网页开了 Trusted Types（require-trusted-types-for）的：加上 --trusted-types 再看一遍。',
      'Where the page has Trusted Types on (require-trusted-types-for): once more with --trusted-types.',
    );
  console.log(lines.join('\n'));
}

/** The tags that a page may carry, with the hashes of what is served at this moment. */
export async function tag(given: Given): Promise<void> {
  const origin = originOf(given);
  const board = given.values.board ?? 'BOARD';
  const address = `${origin}/integrity.json`;
  const text = await fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
    (answer) => answer.text(),
    (error: Error) => {
      throw new GatewayError(`${address} cannot be read: ${String(error.cause ?? error.message)}`);
    },
  );
  const manifest = readManifest(text);
  const hash = manifest?.files['help-board.one.js'];
  if (!manifest || !hash)
    throw new GatewayError(`${address} is no manifest of help-board: does it serve --widget?`);
  const { version } = manifest;
  const place = `<help-board board="${board}">急事请拨 110 / 119 / 120</help-board>`;
  const lines = [
    '总是最新的一版。Always the newest version:',
    '',
    `<script async src="${origin}/help-board.js"></script>`,
    place,
    '',
    `固定用 ${version}，网关升级了也不变。Version ${version}, whatever the gateway is upgraded to:`,
    '',
    `<script async src="${origin}/v/${version}/help-board.js"></script>`,
    place,
    '',
    '固定一版，并让浏览器核对：文件被改过一个字，就不运行。The same, checked by the browser to the last byte:',
    '',
    `<script async src="${origin}/v/${version}/help-board.one.js" crossorigin="anonymous" integrity="${hash}"></script>`,
    place,
    '',
    '后台只让写一个标签的。Where only one tag can be written:',
    '',
    `<script async src="${origin}/help-board.js" data-board="${board}"></script>`,
  ];
  console.log(lines.join('\n'));
}
