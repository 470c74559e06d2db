/** What JSON and XML are read into. Nothing in it is trusted. */
export type Tree = Record<string, unknown>;

/**
 * A place in an answer or a body: names joined by dots, list positions as numbers (`data.rows.0.id`). The empty path is the
 * whole. A name that has dots itself cannot be reached.
 */
export type Path = string;

const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

const steps = (path: Path): string[] => (path ? path.split('.') : []);

/** Why a path cannot be one, or `undefined`. */
export function pathProblem(path: unknown): string | undefined {
  if (typeof path !== 'string') return 'missing';
  if (steps(path).some((step) => !step.trim())) return 'has an empty step';
  if (steps(path).some((step) => FORBIDDEN.includes(step))) return 'leads into the prototype';
  return undefined;
}

/** The value at a place, or `undefined`. Only what the answer itself holds is seen. */
export function at(tree: unknown, path: Path): unknown {
  let value = tree;
  for (const step of steps(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.prototype.hasOwnProperty.call(value, step)) return undefined;
    value = (value as Tree)[step];
  }
  return value;
}

/** A list at a place. XML, and some JSON, has a lone item where a list was meant. */
export function listAt(tree: unknown, path: Path): unknown[] {
  const value = at(tree, path);
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === '' ? [] : [value];
}

/** Puts a value at a place of what is to be sent, and makes what is missing on the way. */
export function put(tree: Tree, path: Path, value: unknown): void {
  const way = steps(path);
  const last = way.pop()!;
  let place = tree;
  for (const step of way) {
    const next = at(place, step);
    place = (typeof next === 'object' && next !== null ? next : (place[step] = {})) as Tree;
  }
  place[last] = value;
}
