/*
 * Makes elements of script tags with `data-board` and of places with `data-help-board`, and tells whoever made the page what
 * is wrong with them. Loaded beside the elements' code on pages that have such.
 */
import type { Api, Tag } from './embed.js';

const done = new WeakSet<Element>();
const told = new Set<string>();

/**
 * What the elements take from their page, and nothing else: sanitisers of readers' comments let every `data-*` through, and a
 * `data-onclick` would become a script.
 */
const ATTRIBUTES =
  /^data-((board|backend|adapter|href|layout|opens|emergency-only|lang|theme|text-size|snapshot|view|tab|request|page-size|routing|source|photo-side|photo-quality|draft-days)|no-(compose|stats|live|comments|me-too))$/;

/** For the developer's console, each thing once. */
function tell(api: Api, text: string): void {
  if (!told.has(text)) console.warn(`[help-board ${api.version}] ${text}`);
  told.add(text);
}

/** An element as its maker says; what `taken` refuses is never on it, not even for a moment. */
function elementOf(
  api: Api,
  maker: HTMLElement,
  taken = (_name: string, _value: string): boolean => true,
): HTMLElement {
  const { element = 'board' } = maker.dataset;
  if (element !== 'board' && element !== 'home')
    tell(api, `data-element="${element}": write board or home. It is a board.`);
  const made = document.createElement(element === 'home' ? 'help-board-home' : 'help-board');
  for (const { name, value } of [...maker.attributes]) {
    const own = name.slice(5);
    if (ATTRIBUTES.test(name) && taken(own, value)) made.setAttribute(own, value);
  }
  return made;
}

/**
 * Whom a place may say that it speaks to: what a reader wrote could be a place as well, and would take what others post. The
 * script tag is the page's own.
 */
function trusted(api: Api, name: string, value: string): boolean {
  const tag = [...document.scripts].find(({ src }) => src.startsWith(api.base));
  if (value === tag?.getAttribute(`data-${name}`)) return true;
  if (name === 'adapter') return value === 'rest';
  try {
    const { origin } = new URL(value, document.baseURI);
    return origin === api.origin || origin === location.origin;
  } catch {
    return false;
  }
}

/** Where a tag wants its element: at its target, right behind itself, or at the end of the page. */
function put(api: Api, tag: HTMLScriptElement, made: HTMLElement): boolean {
  const { target } = tag.dataset;
  const { body } = document;
  if (!target) {
    // A tag in the head, or one that its tag manager has taken out again, has no place of its own.
    if (body?.contains(tag)) tag.insertAdjacentElement('afterend', made);
    else body?.appendChild(made);
    return !!body;
  }
  try {
    const place = document.querySelector(target);
    place?.appendChild(made);
    if (!place && document.readyState !== 'loading')
      tell(api, `data-target="${target}" is not on this page yet: the board appears when it is.`);
    return !!place;
  } catch {
    tell(api, `data-target="${target}" is no selector: write one such as #slot.`);
    return true;
  }
}

function makeOfTag(api: Api, tag: Tag): void {
  if (tag.version !== api.version)
    tell(
      api,
      `is on this page already, from ${api.base}. Version ${tag.version} (${tag.src}) is left out: keep one of the two script tags.`,
    );
  if (!tag.dataset.board) return;
  const made = elementOf(api, tag);
  // Its own gateway, where the first tag came from another one.
  const { origin } = new URL(tag.src);
  if (origin !== api.origin && !tag.dataset.backend) made.setAttribute('backend', `${origin}/api`);
  if (put(api, tag, made)) done.add(tag);
}

function fill(api: Api, place: HTMLElement): void {
  const made = elementOf(api, place, (name, value) => {
    if (!/^(backend|adapter|snapshot)$/.test(name) || trusted(api, name, value)) return true;
    tell(api, `data-${name}="${value}" is left out: write it on the script tag, too, or write <help-board>.`);
    return false;
  });
  // What stands there shows until the element is ready.
  made.append(...place.childNodes);
  place.appendChild(made);
  done.add(place);
}

/** Makes what is missing. What has no place yet is tried again next time. */
export function place(api: Api, makers: readonly (Tag | HTMLElement)[]): void {
  for (const maker of makers)
    if (!done.has(maker)) {
      if ('version' in maker) makeOfTag(api, maker);
      else fill(api, maker);
    }
}

export type Place = typeof place;
