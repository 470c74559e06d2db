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
  /** Name and sources, as they stand in the policy. */
  rule: string;
  zh: string;
  en: string;
}

const directives = (origin: string, nonce: boolean): Directive[] => [
  {
    rule: `script-src ${origin}${nonce ? " 'nonce-NONCE'" : ''}`,
    zh: '脚本和它后来再取的部分，都来自这一个地址；不用 eval，也没有行内脚本。',
    en: 'The script, and the parts it fetches later, come from this one address; it needs no eval and no inline script.',
  },
  {
    rule: `connect-src ${origin}`,
    zh: '读求助、发求助都走这个地址；backend 或 snapshot 写了别的地址的，也要加在这里。',
    en: 'Requests are read and sent there; an address of your own in backend or snapshot is added here.',
  },
  {
    rule: `style-src ${origin}${nonce ? " 'nonce-NONCE'" : ''}`,
    zh: '只有老浏览器用到（Safari 16.4、Chrome 73 以前）：样式放在这个地址的一个空文件里；没有行内样式。',
    en: 'For old browsers alone (before Safari 16.4 and Chrome 73): styles are put into an empty file there; none is inline.',
  },
  {
    rule: `img-src ${origin} blob:`,
    zh: '求助里的照片来自这个地址；blob: 是还没发出去的照片，给本人先看一眼。',
    en: 'Photos of requests come from there; blob: is a photo that has not been sent yet, shown to whoever took it.',
  },
  {
    rule: 'trusted-types lit-html help-board',
    zh: '网页开了 Trusted Types（require-trusted-types-for）才需要：lit-html 是它用的模板，help-board 留给它自己。',
    en: 'Only where Trusted Types are on (require-trusted-types-for): lit-html is its templates, help-board its own.',
  },
];

/** What a page's policy must allow, so that the board works on it. */
export async function csp(given: Given): Promise<void> {
  const { nonce = false } = given.values;
  const all = directives(originOf(given), nonce);
  const policy = all.map(({ rule }) => rule).join('; ');
  const lines = [
    '加到网页已有的策略里；同名的一项已经有了，就把后面的地址并进去。',
    'Add this to the policy your page has; where it has a directive already, add the sources to it.',
    '',
    `Content-Security-Policy: ${policy}`,
    '',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '',
  ];
  if (nonce)
    lines.push(
      '把 NONCE 换成每次都不同的那个值；在求助平台的脚本前面写上：',
      'NONCE is the value your server makes anew for every answer. Before the script of the board:',
      '',
      '<script nonce="NONCE">window.litNonce = "NONCE"</script>',
      '',
    );
  for (const { rule, zh, en } of all) lines.push(rule, `  ${zh}`, `  ${en}`);
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
