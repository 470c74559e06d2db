import { attributeProblem, attributesFor } from '../../../model/attributes.js';
import { requiredConsents } from '../../../model/consents.js';
import { BODY_MAX } from '../../../model/submission.js';
import type {
  Attribute,
  AttributeValue,
  Board,
  Consent,
  Consents,
  Submission,
} from '../../../model/index.js';
import type { PhotoRef } from '../../../drafts/types.js';
import { categoryOf, visibilityOf, type Form } from './form.js';

/** Version of a consent whose text came with the widget, not with the board. */
export const FALLBACK = 'fallback';

/** Something to put right before it can be sent. */
export interface Problem {
  /** `body`, `category`, `name`, `phone`, `address`, `attribute-{code}`, `consent-{kind}`. */
  field: string;
  kind: 'body' | 'bodyLong' | 'category' | 'phone' | 'consent' | 'missing' | 'number' | 'time' | 'long';
  /** The attribute's own name. */
  label?: string;
}

/** A text to agree to, in the version that is recorded. */
export interface ConsentAsked {
  kind: Consent;
  version: string;
  /** Undefined: the widget's own words. */
  text?: string;
  agreed: boolean;
}

/** The code sent while no category can be known; a board puts it with its last one. */
const ANY_CATEGORY = 'other';
const codeOf = (form: Form, board?: Board): string =>
  categoryOf(form, board)?.code ?? (form.category || ANY_CATEGORY);

/** The board's own questions that this form asks now. */
export function attributesOf(form: Form, board?: Board): Attribute[] {
  return board ? attributesFor(board.attributes, codeOf(form, board)) : [];
}

/** What must be agreed to. A text agreed to stays the one shown: the board's own may come while somebody is typing. */
export function consentsOf(form: Form, board?: Board): ConsentAsked[] {
  const { forSomebodyElse, location } = form;
  const kinds = requiredConsents(
    { category: codeOf(form, board), forSomebodyElse, location },
    board ?? { categories: [] },
  );
  return kinds.map((kind) => {
    const agreed = form.consents[kind];
    const own = board?.consents.filter((consent) => consent.kind === kind)[0];
    const shown = agreed === FALLBACK ? undefined : own;
    const version = shown?.version ?? FALLBACK;
    return { kind, version, text: shown?.text, agreed: agreed === version };
  });
}

/** What was typed or chosen for an attribute, as the contract wants it; undefined when nothing was. */
export function valueOf(form: Form, { code, datatype }: Attribute): AttributeValue | undefined {
  if (datatype === 'multivaluelist') return form.choices[code]?.length ? form.choices[code] : undefined;
  const answer = (form.answers[code] ?? '').trim();
  if (!answer) return undefined;
  if (datatype === 'number' && isFinite(Number(answer))) return Number(answer);
  if (datatype === 'datetime' && !isNaN(Date.parse(answer))) return new Date(answer).toISOString();
  return answer;
}

/** Short numbers and extensions are somebody's number too; digits may be full-width or Chinese. */
const isReachable = (phone: string): boolean =>
  (phone.match(/[0-9０-９零〇一二三四五六七八九幺]/g) ?? []).length > 2;

/** What stands in the way of sending, in the order of the form. */
export function problemsOf(form: Form, board?: Board): Problem[] {
  const problems: Problem[] = [];
  const add = (field: string, kind: Problem['kind'], label?: string) => problems.push({ field, kind, label });
  if (!form.body.trim()) add('body', 'body');
  else if (form.body.length > BODY_MAX) add('body', 'bodyLong');
  if (board && board.categories.length > 1 && !categoryOf(form, board)) add('category', 'category');
  const attributes = attributesOf(form, board).map((attribute) => {
    const wrong = attributeProblem(attribute, valueOf(form, attribute));
    const kind: Problem['kind'] =
      wrong === 'not-a-number'
        ? 'number'
        : wrong === 'not-a-time'
          ? 'time'
          : wrong === 'too-long'
            ? 'long'
            : 'missing';
    return { attribute, wrong, kind };
  });
  const addAttributes = (required: boolean) => {
    for (const { attribute, wrong, kind } of attributes)
      if (wrong && attribute.required === required)
        add(`attribute-${attribute.code}`, kind, attribute.description);
  };
  addAttributes(true);
  if (!isReachable(form.phone)) add('phone', 'phone');
  else if (form.phone.length > 40) add('phone', 'long');
  if (form.name.length > 60) add('name', 'long');
  if (form.address.length > 200) add('address', 'long');
  addAttributes(false);
  for (const { kind, agreed } of consentsOf(form, board)) if (!agreed) add(`consent-${kind}`, 'consent');
  return problems;
}

/** What is sent, made of what was typed. Only for a form without problems. */
export function toSubmission(
  form: Form,
  from: { board?: Board; photos: readonly PhotoRef[]; channel: string; page: string; now: Date },
): Submission {
  const { board, photos } = from;
  const attributes: Record<string, AttributeValue> = {};
  // Without a board nobody can tell which of its questions still apply: what was answered goes along.
  if (!board) Object.assign(attributes, form.answers, form.choices);
  for (const attribute of attributesOf(form, board)) {
    const value = valueOf(form, attribute);
    if (value !== undefined) attributes[attribute.code] = value;
  }
  const consents: Record<string, string> = {};
  for (const { kind, version, agreed } of consentsOf(form, board)) if (agreed) consents[kind] = version;
  const address = form.address.trim();
  const channel = form.source?.channel || from.channel;
  return {
    category: codeOf(form, board),
    urgency: form.urgency,
    body: form.body,
    contact: { name: form.name.trim(), phone: form.phone.trim(), ...(address ? { address } : {}) },
    visibility: visibilityOf(form, board),
    tried: form.tried.slice(0, 20),
    attributes,
    attachments: photos.map(({ sha256 }) => {
      const alt = (form.alts[sha256] ?? '').trim().slice(0, 200);
      return alt ? { sha256, alt } : { sha256 };
    }),
    consents: consents as Consents,
    composedAt: from.now.toISOString(),
    source: {
      ...(channel ? { channel: channel.slice(0, 80) } : {}),
      // Queries and fragments may hold anything, a person's number too.
      page: (form.source?.page ?? from.page).split(/[?#]/)[0]!.slice(0, 500),
    },
    ...(form.region ? { region: form.region } : {}),
    ...(form.location ? { location: form.location } : {}),
    ...(form.forSomebodyElse ? { forSomebodyElse: true } : {}),
    ...(form.confidential ? { confidential: true } : {}),
  };
}
