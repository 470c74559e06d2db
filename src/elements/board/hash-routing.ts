import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Target, View } from '../contexts.js';

const PREFIX = '#help/';
const VIEWS: readonly View[] = ['compose', 'request', 'mine', 'stats', 'guide'];

/** `#help/compose`, `#help/mine`, `#help/stats`, `#help/guide`, `#help/request/{id}`; anything else is the feed. */
export function targetOf(hash: string): Target | undefined {
  if (hash.indexOf(PREFIX) !== 0) return undefined;
  const [view, id] = hash.slice(PREFIX.length).split('/');
  if (!VIEWS.includes(view as View)) return undefined;
  if (view !== 'request') return { view: view as View };
  try {
    return id ? { view, request: decodeURIComponent(id) } : undefined;
  } catch {
    return undefined;
  }
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
    if (hash === location.hash || (!hash && !targetOf(location.hash))) return;
    // With the path: a bare hash would be resolved against the page's `<base href>`.
    history.pushState(history.state, '', location.pathname + location.search + hash);
  }

  private read = (): void => this.go(targetOf(location.hash) ?? { view: 'feed' });
}
