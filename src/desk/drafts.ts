const NAME = 'help-board-desk-drafts';

/** By the fields' names, as it stands in them. */
export type Typed = Record<string, unknown>;

/**
 * What somebody has typed at the desk and not sent: it outlives another look at the request, another page of the desk, a
 * reload, and a sign-in that has run out. In this tab alone, until it is sent or they sign out.
 */
const kept = new Map<string, Typed>(stored());
let person = '';

function stored(): [string, Typed][] {
  try {
    return JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as [string, Typed][];
  } catch {
    return [];
  }
}

function store(): void {
  try {
    if (kept.size) sessionStorage.setItem(NAME, JSON.stringify([...kept]));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Storage is full or shut: they are kept for as long as the page is open.
  }
}

const nameOf = (of: string): string => `${person} ${of}`;

/** Whose they are: a colleague at the same machine neither sees nor sends them. */
export const draftsAreOf = (name: string): void => void (person = name);
export const draftOf = (of: string): Typed | undefined => kept.get(nameOf(of));

export function keepDraft(of: string, values: Typed): void {
  kept.set(nameOf(of), values);
  store();
}

export function dropDraft(of: string): void {
  if (kept.delete(nameOf(of))) store();
}

/** Those whose names begin so, without the beginning. */
export const draftsBelow = (beginning: string): string[] =>
  [...kept.keys()]
    .filter((name) => name.startsWith(nameOf(beginning)))
    .map((name) => name.slice(nameOf(beginning).length));

export function dropDrafts(): void {
  kept.clear();
  store();
}
