import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Target, View } from '../contexts.js';

const PREFIX = '#help/';
const VIEWS: readonly View[] = ['compose', 'request', 'mine', 'stats', 'guide'];

/** `#help/compose`, `#help/compose/{code}` of a form filled in by somebody else, `#help/mine`, `#help/stats`, `#help/guide`, `#help/request/{id}`; anything else is the feed. */
export function targetOf(hash: string): Target | undefined {
  if (hash.indexOf(PREFIX) !== 0) return undefined;
  const [view, id] = hash.slice(PREFIX.length).split('/');
  if (!VIEWS.includes(view as View)) return undefined;
  try {
    if (view === 'compose' && id) return { view, code: decodeURIComponent(id) };
    if (view !== 'request') return { view: view as View };
    return id ? { view, request: decodeURIComponent(id) } : undefined;
  } catch {
    return undefined;
  }
}

/** A code in the address has done its work: it goes, without a step back to it. */
export function dropCode(code: string): void {
  if (targetOf(location.hash)?.code !== code) return;
  history.replaceState(history.state, '', addressOf({ view: 'compose' }));
}

const hashOf = ({ view, request }: Target): string =>
  view === 'feed' ? '' : PREFIX + view + (request ? `/${encodeURIComponent(request)}` : '');

/** A view's address on this page. */
export const addressOf = (target: Target): string =>
  location.origin + location.pathname + location.search + hashOf(target);

/** Gives the views addresses in the page's hash, so that a phone's back button goes one view back, and links can open a request. */
export class HashRouting implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private go: (target: Target) => void,
  ) {
    host.addController(this);
    if (targetOf(location.hash)) this.read();
  }

  hostConnected(): void {
    addEventListener('hashchange', this.read);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.read);
  }

  write(target: Target): void {
    const hash = hashOf(target);
    const at = targetOf(location.hash);
    if (hash === location.hash || (!hash && !at)) return;
    // The form is where its code leads to.
    if (at?.code && at.view === target.view) return;
    // A whole address: anything less would be resolved against the page's `<base href>`, which may be another site.
    history.pushState(history.state, '', addressOf(target));
  }

  private read = (): void => this.go(targetOf(location.hash) ?? { view: 'feed' });
}
