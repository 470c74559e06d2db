import type { Tree } from './tree.js';

/**
 * As much of XML as a hotline's answers need, read strictly: elements, attributes, text, CDATA. A document type is refused,
 * so that no entity can be declared, and none but the five of XML and characters by number is ever replaced. DOMParser would
 * do this in pages only; the same answers are read in Node and in workers.
 */
export class XmlError extends Error {}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const DEPTH_MAX = 64;

/** A tag with its attributes, an end tag, CDATA, a comment, a processing instruction, or what else begins so. */
const MARKUP =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<[!?]|<\/([^\s<>/]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function unescaped(text: string): string {
  return text.replace(/&([^;&\s]{0,12})(;?)/g, (all, name: string, end: string) => {
    const code = /^#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}))$/.exec(name);
    const number = code ? parseInt(code[1] ?? code[2]!, code[1] ? 10 : 16) : NaN;
    if (!end) throw new XmlError('a lone &');
    if (number > 0 && number <= 0x10ffff) return String.fromCodePoint(number);
    if (Object.prototype.hasOwnProperty.call(NAMED, name)) return NAMED[name]!;
    throw new XmlError(`entity ${all} is not expanded`);
  });
}

/** Prefixes differ between servers of one interface: only local names count. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

interface Open {
  name: string;
  tree: Tree;
  text: string;
}

function add(tree: Tree, name: string, value: unknown): void {
  const before = Object.prototype.hasOwnProperty.call(tree, name) ? tree[name] : undefined;
  const next = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  // An element may be called __proto__.
  Object.defineProperty(tree, name, { value: next, enumerable: true, configurable: true, writable: true });
}

/**
 * The document as a tree: an element with elements or attributes is an object, one with text alone that text; repeated ones
 * are lists; attributes begin with `@`.
 * @throws XmlError for anything that is not well-formed, and for a document type
 */
export function readXml(given: string): Tree {
  const source = given.replace(/^\ufeff/, '');
  const root: Open = { name: '', tree: {}, text: '' };
  const open: Open[] = [root];
  let end = 0;
  const say = (text: string, literal = false) => {
    if (!literal && text.includes('<')) throw new XmlError('a lone <');
    open[open.length - 1]!.text += literal ? text : unescaped(text);
  };
  const close = () => {
    const { name, tree, text } = open.pop()!;
    const empty = Object.keys(tree).length === 0;
    if (!empty && text.trim()) add(tree, '#text', text.trim());
    add(open[open.length - 1]!.tree, name, empty ? text.trim() : tree);
  };
  for (const found of source.matchAll(MARKUP)) {
    const [all, cdata, ending, name, attributes = '', alone] = found;
    say(source.slice(end, found.index));
    end = found.index + all.length;
    if (all === '<!' || all === '<?') throw new XmlError('a document type is refused');
    if (cdata !== undefined) say(cdata, true);
    else if (ending !== undefined) {
      if (open.length === 1 || open[open.length - 1]!.name !== local(ending))
        throw new XmlError(`</${ending.slice(0, 40)}> ends nothing`);
      close();
    } else if (name !== undefined) {
      if (open.length > DEPTH_MAX) throw new XmlError('nested too deeply');
      const tree: Tree = {};
      for (const [, key, double, single] of attributes.matchAll(ATTRIBUTE)) {
        if (!/^xmlns(:|$)/.test(key!)) add(tree, `@${local(key!)}`, unescaped(double ?? single!));
      }
      open.push({ name: local(name), tree, text: '' });
      if (alone) close();
    }
  }
  say(source.slice(end));
  if (open.length > 1) throw new XmlError(`<${open[open.length - 1]!.name.slice(0, 40)}> has no end`);
  if (Object.keys(root.tree).length !== 1 || root.text.trim()) throw new XmlError('not one element');
  return root.tree;
}

/** Characters that XML 1.0 cannot hold in any way are left out: one pasted control character must not lose the text. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A tree as XML, without a declaration: `@name` are attributes, `#text` is text, lists repeat their element. */
export function writeXml(tree: Tree): string {
  return Object.entries(tree)
    .filter(([name]) => name[0] !== '@')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => element(name, one)))
    .join('');
}

function element(name: string, value: unknown): string {
  if (name === '#text') return escaped(String(value));
  if (typeof value !== 'object' || value === null)
    return `<${name}>${escaped(String(value ?? ''))}</${name}>`;
  const attributes = Object.entries(value)
    .filter(([key]) => key[0] === '@')
    .map(([key, of]) => ` ${key.slice(1)}="${escaped(String(of))}"`);
  return `<${name}${attributes.join('')}>${writeXml(value as Tree)}</${name}>`;
}
