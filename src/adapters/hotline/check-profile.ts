import { FLAGS, STAGES } from '../../model/index.js';
import { HelpBoardError } from '../errors.js';
import type { HotlineProfile, Operation, OperationName, SubmitOperation } from './profile.js';
import { secretsIn } from './secrets.js';
import { pathProblem } from './tree.js';
import { ORDER_FIELDS } from './usual-codecs.js';

/** A profile that cannot be used: `fields` has each place with what is wrong there, and the message tells them all. */
export class ProfileError extends HelpBoardError {
  constructor(profile: string, fields: Record<string, string>) {
    super('invalid', { fields });
    const lines = Object.entries(fields).map(([place, problem]) => `${place}: ${problem}`);
    this.message = `hotline profile "${profile}"\n  ${lines.join('\n  ')}`;
  }
}

export const OPERATIONS: readonly OperationName[] = [
  ...(['submit', 'list', 'get', 'find', 'track', 'upload'] as const),
  ...(['add', 'withdraw', 'urge', 'supervise', 'rate', 'return'] as const),
];
const BODIES = ['json', 'form', 'multipart', 'xml'];

type Problems = Record<string, string>;
type Loose = Readonly<Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

function checkPath(problems: Problems, place: string, path: unknown, optional = false): void {
  if (optional && path === undefined) return;
  const problem = path === '' && !optional ? 'missing' : pathProblem(path);
  if (problem) problems[place] = problem;
}

function checkFields(problems: Problems, place: string, fields: unknown): void {
  if (fields === undefined) return;
  if (!isObject(fields)) return void (problems[place] = 'no fields');
  for (const name of Object.keys(fields)) {
    const at = `${place}.${name}`;
    const field: unknown = fields[name];
    if (!(ORDER_FIELDS as string[]).includes(name)) {
      problems[at] = `no field of an order; there are ${ORDER_FIELDS.join(', ')}`;
    } else if (isObject(field)) {
      checkPath(problems, `${at}.path`, field['path']);
      const codec: unknown = field['codec'];
      if (!isObject(codec) || typeof codec['read'] !== 'function' || typeof codec['write'] !== 'function')
        problems[`${at}.codec`] = 'no codec: it needs read and write';
    } else checkPath(problems, at, field);
  }
}

/** One label means one stage: else a done could come out of a waiting one by the order of the rows. */
function checkStages(problems: Problems, stages: unknown): void {
  if (!isObject(stages)) return void (problems['stages'] = 'missing');
  const owner = new Map<string, string>();
  for (const stage of Object.keys(stages)) {
    const place = `stages.${stage}`;
    const labels: unknown = stages[stage];
    if (stage === 'unknown') problems[place] = 'is what no row has; it takes no labels';
    else if (!(STAGES as readonly string[]).includes(stage)) problems[place] = 'no stage';
    else if (!Array.isArray(labels)) problems[place] = 'no list of labels';
    else
      for (const label of labels.map(String)) {
        const other = owner.get(label);
        if (other) problems[place] = `"${label}" stands in stages.${other} as well`;
        owner.set(label, stage);
      }
  }
}

function checkMark(problems: Problems, place: string, rule: unknown): void {
  if (!isObject(rule)) return void (problems[place] = 'no labels and no path');
  checkPath(problems, `${place}.path`, rule['path'], true);
  if (!rule['path'] && !rule['labels']) problems[place] = 'no labels and no path';
}

function checkEnvelope(problems: Problems, place: string, envelope: unknown): void {
  if (envelope === undefined) return;
  if (!isObject(envelope)) return void (problems[place] = 'no envelope');
  const { success, message, data, dataAs } = envelope;
  checkPath(problems, `${place}.message`, message, true);
  checkPath(problems, `${place}.data`, data, true);
  if (dataAs && !data) problems[`${place}.data`] = 'missing, though dataAs says how to read it';
  if (success === undefined) return;
  if (!isObject(success)) return void (problems[`${place}.success`] = 'no predicate');
  checkPath(problems, `${place}.success.path`, success['path']);
  if (!Array.isArray(success['is']) || !success['is'].length)
    problems[`${place}.success.is`] = 'no value that means success';
}

function checkOperation(problems: Problems, name: string, operation: Loose): void {
  const place = `operations.${name}`;
  const { path, body, fields, envelope, wrap, order, root } = operation as Partial<Operation>;
  if (typeof path !== 'string') problems[`${place}.path`] = 'missing';
  else
    for (const [, field] of path.matchAll(/\{(\w*)\}/g))
      if (!(ORDER_FIELDS as string[]).includes(field!))
        problems[`${place}.path`] = `{${field}} is no field of an order`;
  if (body !== undefined && !BODIES.includes(body))
    problems[`${place}.body`] = `none of ${BODIES.join(', ')}`;
  if (wrap) {
    checkPath(problems, `${place}.wrap.path`, wrap.path);
    if (!body) problems[`${place}.body`] = 'missing: a wrap stands in a body';
  }
  if (body === 'xml' && !root && !wrap) problems[`${place}.root`] = 'missing: XML has one element around all';
  checkFields(problems, `${place}.fields`, fields);
  checkEnvelope(problems, `${place}.envelope`, envelope);
  checkPath(problems, `${place}.order`, order, true);
}

function checkPaging(problems: Problems, { paging }: Loose): void {
  const place = 'operations.list.paging';
  if (!isObject(paging) || !['page', 'cursor', 'none'].includes(String(paging['by'])))
    return void (problems[place] = 'none of page, cursor, none');
  const { by, page, first, cursor, next } = paging;
  if (by === 'page') {
    checkPath(problems, `${place}.page`, page);
    if (first !== 0 && first !== 1) problems[`${place}.first`] = 'pages begin at 0 or at 1';
  }
  if (by === 'cursor') {
    checkPath(problems, `${place}.cursor`, cursor);
    checkPath(problems, `${place}.next`, next);
  }
}

function checkSubmit(problems: Problems, profile: HotlineProfile, submit: SubmitOperation): void {
  const place = 'operations.submit';
  if (!['now', 'later', 'never'].includes(submit.id)) problems[`${place}.id`] = 'none of now, later, never';
  if (submit.id === 'now') checkPath(problems, `${place}.returns`, submit.returns);
  if (!submit.fields?.content)
    problems[`${place}.fields.content`] = 'missing: what a person wrote would be lost';
  const { find } = profile.operations;
  if ((submit.idempotent || find) && !submit.fields?.ownId)
    problems[`${place}.fields.ownId`] = 'missing: without our own id nothing can be recognised';
  if (find && !profile.fields.ownId)
    problems['fields.ownId'] = 'missing: what operations.find gives could be anybody’s';
}

/** What is wrong with a profile: place → problem. An empty one can be used. */
export function profileProblems(profile: HotlineProfile): Record<string, string> {
  const problems: Problems = {};
  if (!isObject(profile)) return { profile: 'missing' };
  const { name, label, fields, stage, stages, flags, operations, attachments, envelope } = profile;
  if (typeof name !== 'string' || !/^[\w-]{1,40}$/.test(name)) problems['name'] = 'letters, digits, - and _';
  if (typeof label !== 'string' || !label.trim()) problems['label'] = 'missing';
  if (!isObject(fields)) problems['fields'] = 'missing';
  checkFields(problems, 'fields', fields);
  checkPath(problems, 'stage', stage, true);
  checkStages(problems, stages);
  checkEnvelope(problems, 'envelope', envelope);
  for (const [flag, rule] of Object.entries(isObject(flags) ? flags : {})) {
    if (!(FLAGS as readonly string[]).includes(flag))
      problems[`flags.${flag}`] = `none of ${FLAGS.join(', ')}`;
    checkMark(problems, `flags.${flag}`, rule);
  }
  if (profile.returned !== undefined) checkMark(problems, 'returned', profile.returned);
  if (!isObject(operations) || !Object.keys(operations).length) problems['operations'] = 'missing';
  for (const [operation, value] of Object.entries(isObject(operations) ? operations : {})) {
    if (!OPERATIONS.includes(operation as OperationName))
      problems[`operations.${operation}`] = `none of ${OPERATIONS.join(', ')}`;
    else if (!isObject(value)) problems[`operations.${operation}`] = 'missing';
    else checkOperation(problems, operation, value);
  }
  const { submit, list, upload } = isObject(operations) ? operations : {};
  if (isObject(list)) checkPaging(problems, list);
  if (isObject(submit) && isObject(fields)) checkSubmit(problems, profile, submit as SubmitOperation);
  if (isObject(attachments)) {
    if (!['upload', 'urls', 'base64', 'multipart'].includes(attachments.send))
      problems['attachments.send'] = 'none of upload, urls, base64, multipart';
    checkPath(problems, 'attachments.path', attachments.path);
    if (attachments.send === 'upload' && !upload)
      problems['operations.upload'] = 'missing: attachments.send is upload';
  }
  if (isObject(upload)) {
    checkPath(problems, 'operations.upload.part', upload['part']);
    checkPath(problems, 'operations.upload.returns', upload['returns']);
  }
  return { ...problems, ...secretsIn(profile) };
}

/** The profile, if it can be used. @throws ProfileError naming every place at fault */
export function checkProfile(profile: HotlineProfile): HotlineProfile {
  const problems = profileProblems(profile);
  if (Object.keys(problems).length) throw new ProfileError(String(profile?.name), problems);
  return profile;
}
