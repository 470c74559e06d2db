import type { Board, Submission } from '../../model/index.js';
import { HelpBoardError } from '../errors.js';
import { OF_SERVICE } from './decode.js';

/** GeoReport's own limit. */
const DESCRIPTION_MAX = 4000;

/** The form that posts a submission. What a server would publish is not put into it: the door stays out, the place goes in. */
export function formOf(submission: Submission, board: Pick<Board, 'region'>): URLSearchParams {
  const { category, body, title, contact, location, region, tried, visibility, confidential } = submission;
  // All that is posted to GeoReport is public.
  if (visibility === 'desk' || confidential)
    throw new HelpBoardError('invalid', { fields: { visibility: 'unsupported' } });
  const lines = [title, body, tried.length ? `已经找过：${tried.join('、')}` : ''].filter(Boolean);
  const description = lines.join('\n');
  if (description.length > DESCRIPTION_MAX)
    throw new HelpBoardError('invalid', { fields: { body: 'maxLength' } });
  const place = region || board.region;
  if (!location && !place) throw new HelpBoardError('invalid', { fields: { location: 'missing' } });
  const form = new URLSearchParams({ service_code: category, description });
  if (location) {
    form.set('lat', String(location.latitude));
    form.set('long', String(location.longitude));
  }
  if (place) form.set('address_string', place);
  if (contact.name) form.set('first_name', contact.name);
  if (contact.phone) form.set('phone', contact.phone);
  const prefix = category + OF_SERVICE;
  for (const [code, value] of Object.entries(submission.attributes))
    if (code.startsWith(prefix))
      for (const one of [value].flat()) form.append(`attribute[${code.slice(prefix.length)}]`, String(one));
  return form;
}
