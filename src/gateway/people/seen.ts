import { maskName, maskPhone, maskText } from '../../model/index.js';
import type { RequestRow } from '../storage/projection.js';
import type { PrivatePart } from '../storage/sealed.js';
import type { Sight } from './person.js';

type Attributes = NonNullable<PrivatePart['attributes']>;

const maskValue = (value: Attributes[string]): Attributes[string] =>
  typeof value === 'string'
    ? maskText(value)
    : Array.isArray(value)
      ? value.map((one) => maskText(one))
      : value;

/** What was sent, as somebody may see it. Built field by field: a new private field is covered until somebody says otherwise. */
export function seen(
  part: PrivatePart,
  sight: Sight,
  { public_title, public_body }: Pick<RequestRow, 'public_title' | 'public_body'>,
): PrivatePart {
  if (sight === 'whole') return part;
  // Half a number and a surname are enough for who knows everybody that it may be.
  if (sight === 'released')
    return {
      ...(public_title && { title: public_title }),
      body: public_body,
      contact: { name: '', phone: '' },
      attributes: {},
    };
  const { title, body, contact, attributes = {}, tried, forSomebodyElse } = part;
  const masked = Object.entries(attributes).map(([code, value]) => [code, maskValue(value)] as const);
  return {
    ...(title && { title: maskText(title) }),
    body: maskText(body),
    contact: { name: maskName(contact.name), phone: maskPhone(contact.phone) },
    attributes: Object.fromEntries(masked),
    ...(tried && { tried: tried.map(maskText) }),
    ...(forSomebodyElse !== undefined && { forSomebodyElse }),
  };
}

/** The private fields that a look shows, for the audit log. */
export const fieldsSeen = (part: PrivatePart, sight: Sight): string[] =>
  sight !== 'whole'
    ? [sight]
    : Object.entries(part)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([field]) => field)
        .sort();
