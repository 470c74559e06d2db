import { array, boolean, object, oneOf, record, string, type Infer } from '../../../model/schema.js';
import { decode } from '../../../model/decode.js';
import { locationSchema } from '../../../model/submission.js';
import { URGENCIES } from '../../../model/urgency.js';
import type { Board, Category } from '../../../model/board.js';
import type { HostUser, Prefill } from '../../contexts.js';
import { placeSchema } from '../writing/place.js';

const typed = string({ default: '' });
const ticked = boolean({ default: false });
const none = { default: {} };

/** What the form holds, as typed; JSON, kept as the `content` of the draft. */
export const formSchema = object(
  {
    body: typed,
    /** Empty until one is chosen. */
    category: typed,
    urgency: oneOf(URGENCIES, { default: 'routine' }),
    name: typed,
    phone: typed,
    address: typed,
    region: typed,
    forSomebodyElse: ticked,
    confidential: ticked,
    /** Written on somebody else's device. */
    notMine: ticked,
    tried: array(string(), { default: [] }),
    /** Attributes of the board by code: one value, or several. */
    answers: record(string(), none),
    choices: record(array(string()), none),
    /** What is on the photos, by hash. */
    alts: record(string(), none),
    /** The version of each text agreed to. */
    consents: record(string(), none),
  },
  {
    /** Left out until the person chose: then the category decides. */
    visibility: oneOf(['public', 'desk']),
    /** The device's place, where the person had it added. */
    location: locationSchema,
    /** Where the person was in the form. */
    at: placeSchema,
    /** Where it came from, when somebody else filled it in; with the code of their link. */
    source: object({}, { code: string(), channel: string(), page: string() }),
  },
);
export type Form = Infer<typeof formSchema>;

/** A form as it was kept; whatever an older version or a damaged disk left out is empty. */
export function readForm(content: unknown): Form {
  return decode(formSchema, content) ?? decode(formSchema, {})!;
}

/** Nothing in it that a person would miss. */
export function isBlank(form: Form): boolean {
  const { body, category, name, phone, address, region, tried } = form;
  return !(body.trim() || category || name || phone || address || region || tried.length);
}

/** A form filled in as far as the page knows, without touching what was typed: a second text goes below the first. */
export function prefilled(form: Form, user: HostUser, prefill: Prefill = {}): Form {
  // The browser turns line ends into \n; a text that differs from its own field would be written back for ever.
  const { code, source, title = '' } = prefill;
  const text = (prefill.body ?? '').replace(/\r\n?/g, '\n');
  const body = title && text.indexOf(title) < 0 ? [title, text].filter(Boolean).join('\n') : text;
  const more = body && form.body.indexOf(body) < 0;
  return {
    ...form,
    body: more ? [form.body, body].filter(Boolean).join('\n') : form.body,
    category: form.category || prefill.category || '',
    tried: form.tried.concat((prefill.tried ?? []).filter((who) => form.tried.indexOf(who) < 0)),
    region: form.region || prefill.region || '',
    ...(code || source ? { source: { ...source, ...(code && { code }) } } : {}),
    name: form.name || user.name || '',
    phone: form.phone || user.phone || '',
  };
}

/** The category chosen, or the only one there is. */
export function categoryOf(form: Form, board?: Board): Category | undefined {
  const categories = board?.categories ?? [];
  return categories.length === 1 ? categories[0] : categories.filter((c) => c.code === form.category)[0];
}

/** Who may read it: what the person chose, else the category's word; where nobody knows the category, the careful one. */
export function visibilityOf(form: Form, board?: Board): 'public' | 'desk' {
  if (form.visibility) return form.visibility;
  const category = categoryOf(form, board);
  if (category) return category.deskOnly ? 'desk' : 'public';
  return board && !form.category ? 'public' : 'desk';
}
