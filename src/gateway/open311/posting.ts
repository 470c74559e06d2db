import { HelpBoardError } from '../../adapters/errors.js';
import { requiredConsents, type AttributeValue, type Board, type Submission } from '../../model/index.js';
import { checkSubmission } from '../intake/rules.js';
import type { Secret } from '../storage/secret.js';
import { definitionOf, serviceOf } from './services.js';

/** GeoReport's own. */
const DESCRIPTION_MAX = 4000;
/** Whose terms somebody agreed to who posts through another's app. */
const CONSENT = 'open311';
const DAY = 86_400_000;

type Fields = Record<string, string>;

/** An attribute's value in the way that its field asks for. */
function valueOf({ datatype }: { datatype: string }, given: string[]): AttributeValue | undefined {
  if (datatype === 'multivaluelist') return given;
  const [text = ''] = given;
  if (datatype !== 'number') return text;
  return text.trim() && isFinite(Number(text)) ? Number(text) : undefined;
}

/** `attribute[code]=value`, several of them or `attribute[code][]=value` where several may be chosen. */
function attributesOf(form: URLSearchParams, board: Board, code: string, wrong: Fields) {
  const values: Record<string, AttributeValue> = {};
  for (const attribute of definitionOf(board, code).attributes) {
    const name = `attribute[${attribute.code}]`;
    const given = [...form.getAll(name), ...form.getAll(`${name}[]`)].filter((text) => text.trim());
    if (!given.length) {
      if (attribute.required) wrong[name] = 'missing';
      continue;
    }
    const value = valueOf(attribute, given);
    if (value === undefined) wrong[name] = 'no number';
    else values[attribute.code] = value;
  }
  return values;
}

function placeOf(form: URLSearchParams, wrong: Fields): Submission['location'] {
  const [lat, long] = [form.get('lat') ?? '', form.get('long') ?? ''];
  if (!lat && !long) return undefined;
  const [latitude, longitude] = [Number(lat || NaN), Number(long || NaN)];
  if (!(Math.abs(latitude) <= 90)) wrong['lat'] = 'no degrees';
  if (!(Math.abs(longitude) <= 180)) wrong['long'] = 'no degrees';
  return { latitude, longitude };
}

/**
 * A GeoReport form as a submission, through the same rules as every other. Where somebody lives or is reached stays with the
 * desk, as always; what the board keeps with the desk by default is kept there.
 * @throws HelpBoardError `invalid` with GeoReport's own names of the fields at fault
 */
export function submissionOf(
  form: URLSearchParams,
  board: Board,
  client: string | undefined,
  at: number,
): Submission {
  const said = (name: string, most: number, wrong: Fields): string => {
    const text = form.get(name)?.trim() ?? '';
    if (text.length > most) wrong[name] = `longer than ${most}`;
    return text;
  };
  const code = form.get('service_code')?.trim() ?? '';
  if (!code) throw new HelpBoardError('invalid', { fields: { service_code: 'missing' } });
  const { deskOnly } = serviceOf(board, code);
  const wrong: Fields = {};
  const body = said('description', DESCRIPTION_MAX, wrong);
  if (!body) wrong['description'] = 'missing';
  const phone = said('phone', 40, wrong);
  const email = said('email', 200, wrong);
  // With a key, its owner knows whom to ask.
  if (!client && !phone && !email) wrong['phone'] = 'missing, and email too';
  const location = placeOf(form, wrong);
  const address = said('address_string', 200, wrong) || said('address_id', 200, wrong);
  const media = said('media_url', 500, wrong);
  const attributes = attributesOf(form, board, code, wrong);
  if (Object.keys(wrong).length) throw new HelpBoardError('invalid', { fields: wrong });

  const name = `${said('last_name', 30, wrong)}${said('first_name', 30, wrong)}`.slice(0, 60);
  const submission: Submission = {
    ...{ category: code, urgency: 'routine', body, visibility: deskOnly ? 'desk' : 'public' },
    contact: { name, phone, ...(address && { address }) },
    ...{ tried: [], attachments: [], composedAt: new Date(at).toISOString(), consents: { privacy: CONSENT } },
    attributes: { ...attributes, ...(email && { email }), ...(media && { media_url: media }) },
    ...(location && { location }),
    source: { channel: client ?? 'open311' },
  };
  for (const consent of requiredConsents(submission, board)) submission.consents[consent] = CONSENT;
  checkSubmission({ ...submission, contact: { ...submission.contact, phone: phone || email || '-' } }, board);
  return submission;
}

/**
 * GeoReport has no key of a client's for a post, and clients that hear no answer send again: the same form under the same
 * API key, or with the same contact, within a day is the same post. Gives the keys of today and of the day before.
 */
export function keysOf(secret: Secret, board: string, form: URLSearchParams, at: number): string[] {
  const sorted = new URLSearchParams([...form].sort(([a, b], [c, d]) => (a + b < c + d ? -1 : 1)));
  const today = Math.floor(at / DAY);
  return [today, today - 1].map((day) => {
    const hex = secret.mac('open311', board, sorted.toString(), String(day)).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
      '-',
    );
  });
}
