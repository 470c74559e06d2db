import { HelpBoardError, type ErrorCode } from '../errors.js';
import { failure } from '../rest/failure.js';
import { isOneOf } from './codecs.js';
import type { Envelope, HotlineProfile, Operation, OperationName } from './profile.js';
import { at } from './tree.js';
import { readXml } from './xml.js';

/** An answer of HTTP, its body as text. */
export interface HotlineAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Ids of 19 digits come as numbers, of which a number here keeps 16: they are read as the texts they are. */
const readJson = (text: string): unknown =>
  JSON.parse(
    /\d{16}/.test(text)
      ? text.replace(TOKEN, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token))
      : text,
  );

const parse = { json: readJson, xml: readXml };

/** The document of a text, or `bad-answer` with the place and what stood there instead. */
function document(as: 'json' | 'xml', text: unknown, place: string, status: number): unknown {
  const bad = (what: string, cause?: unknown) =>
    new HelpBoardError('bad-answer', { status, fields: { [place]: what }, cause });
  if (typeof text !== 'string') throw bad(`no ${as} in a text`);
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (!trimmed) throw bad('empty');
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(trimmed)) throw bad('a page of HTML');
  try {
    return parse[as](trimmed);
  } catch (cause) {
    throw bad(cause instanceof Error && as === 'xml' ? `no xml: ${cause.message}` : `no ${as}`, cause);
  }
}

/** The code that an envelope gives to their code or status; only codes of ours count. */
const mapped = ({ errors }: Envelope, of: unknown): ErrorCode | undefined => {
  const key = Object.keys(errors ?? {}).find((code) => isOneOf(of, [code]));
  return key === undefined ? undefined : errors![key];
};

/**
 * What an answer says, out of its envelope. HTTP 200 can still be a failure, and so can an answer without the word that
 * says it went well.
 * @throws HelpBoardError with the place in `fields`
 */
export function readAnswer(profile: HotlineProfile, name: OperationName, answer: HotlineAnswer): unknown {
  const operation = profile.operations[name] as Operation;
  const envelope = operation.envelope ?? profile.envelope ?? {};
  const { as = 'json', success, message, data = '', dataAs } = envelope;
  const { status, headers, text } = answer;
  const ok = status >= 200 && status < 300;
  const ofStatus = ok ? undefined : mapped(envelope, status);
  if (ofStatus) throw new HelpBoardError(ofStatus, { status, cause: text });

  let tree: unknown;
  try {
    tree = document(as, text, name, status);
  } catch (error) {
    // What stands in between speaks for itself by its status.
    throw ok ? error : failure(status, headers, undefined);
  }
  const said = success && at(tree, success.path);
  const went = success ? isOneOf(said, success.is.map(String)) : ok;
  if (!went) {
    const words = message === undefined ? undefined : at(tree, message);
    const cause = typeof words === 'string' ? words : tree;
    const code = mapped(envelope, said);
    if (code) throw new HelpBoardError(code, { status, cause });
    if (!ok) throw failure(status, headers, tree);
    // Without the word of success or failure it is not theirs.
    if (said === undefined || said === null || typeof said === 'object')
      throw new HelpBoardError('bad-answer', {
        status,
        cause,
        fields: { [`${name}.${success!.path}`]: 'missing' },
      });
    throw new HelpBoardError('server', { status, cause });
  }
  if (!ok) throw failure(status, headers, tree);
  const found = at(tree, data);
  return dataAs ? document(dataAs, found, `${name}.${data}`, status) : found;
}
