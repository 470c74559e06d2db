import { isFinal, type ErrorCode } from '../../adapters/errors.js';
import type { Entry } from '../../drafts/types.js';
import type { ErrorText, Texts, ViewTexts } from '../../locales/texts.js';
import { errorText } from '../parts/states.js';
import { dateTime } from '../parts/time.js';

/** Something was typed or attached; a form that was only opened is nothing to come back to. */
export const isTouched = ({ content, summary, photos }: Entry): boolean =>
  Boolean(content !== undefined || summary || photos.length);

/** All the words a person wrote, for taking them elsewhere. */
export function wordsOf({ payload, content, summary }: Entry): string {
  for (const held of [content, payload] as ({ body?: unknown } | undefined)[])
    if (typeof held?.body === 'string' && held.body) return held.body;
  return summary;
}

const COMMENT = 'comment:';
/** The outbox's name for a comment that is being written. */
export const commentOn = (request: string): string => COMMENT + request;
/** The request that a comment is being written on; undefined for everything else. */
export const commentedBy = ({ form }: Entry): string | undefined =>
  form.indexOf(COMMENT) === 0 ? form.slice(COMMENT.length) : undefined;

/** The request that an entry adds to; undefined for a request itself. */
export const requestOf = ({ form }: Entry): string | undefined =>
  form === 'request' ? undefined : form.slice(form.indexOf(':') + 1);

/** The same words again cannot help: they must be changed first. */
export const isRefused = ({ delivery, failure }: Entry): boolean =>
  delivery === 'attention' && isFinal(failure?.code as ErrorCode);

/** The rest of something that has arrived: typed after it had been sent. */
export const isRest = ({ delivery, failure }: Entry): boolean =>
  delivery === 'attention' && failure?.code === 'already-received';

/** A time of the device's own plans, by the device's own clock: today's without its date. */
export function timeOf(at: number, texts: Texts): string {
  const hours = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  return new Date(at).toDateString() === new Date().toDateString()
    ? new Intl.DateTimeFormat(texts.lang, hours).format(at)
    : dateTime(at, texts);
}

/** It was sent, nobody knows whether it arrived, and then the person took it back: it is not on this device only. */
const isVentured = ({ delivery, ventured }: Entry): boolean => delivery === 'draft' && ventured !== undefined;

/** Where it is now, in a few words. */
export const whereabouts = (entry: Entry, views: ViewTexts): string =>
  isVentured(entry) ? views.ventured.label : views.delivery[entry.delivery];

/** What happens next with it, and when. */
export function whatNext(entry: Entry, texts: Texts, views: ViewTexts): string {
  const { delivery, nextTryAt, expiresAt } = entry;
  const { deliveryNext: next, waiting } = views;
  if (delivery === 'draft' && expiresAt) return waiting.expires(timeOf(expiresAt, texts));
  if (isRest(entry)) return views.addition.rest;
  if (isVentured(entry)) return views.ventured.next;
  if (delivery === 'attention' && nextTryAt) return waiting.trying(timeOf(nextTryAt, texts));
  if (delivery !== 'queued') return next[delivery];
  if (nextTryAt && nextTryAt > Date.now()) return waiting.again(timeOf(nextTryAt, texts));
  return navigator.onLine === false ? next.queued : waiting.soon;
}

/** Why the last try did not arrive; undefined where nothing has failed, or that says it all. */
export function whyNot(entry: Entry, texts: Texts, views: ViewTexts): ErrorText | undefined {
  const { failure, delivery } = entry;
  if (!failure || (delivery !== 'queued' && delivery !== 'attention') || isRest(entry)) return undefined;
  const own = requestOf(entry) === undefined ? undefined : views.addition.error[failure.code as ErrorCode];
  return own ?? errorText({ code: failure.code as ErrorCode }, texts);
}

/** What a requester may say once something was done about the request. */
export type Feedback = 'rating' | 'reopening';

/** The outbox's name for it while it is being written. */
export const feedbackTo = (kind: Feedback, request: string): string => `${kind}:${request}`;

/** Which of them is being written; undefined for everything else. */
export const feedbackOf = ({ form }: Entry): Feedback | undefined =>
  (['rating', 'reopening'] as const).find((kind) => form.indexOf(`${kind}:`) === 0);
