import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupWorker, type SetupWorker } from 'msw/browser';
import { slotOfBoard, TEMPLATES, type Board, type HelpRequest } from '../../../src/model/index.js';

const HOUR = 3_600_000;

/** A request as the gateway would publish it. */
export function helpRequest(id: string, changes: Partial<HelpRequest> = {}): HelpRequest {
  const createdAt = Date.now() - HOUR;
  return {
    id,
    board: 'qingxi',
    region: '城关街道',
    category: 'supplies',
    urgency: 'routine',
    publicBody: `求助 ${id}`,
    author: '王**',
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(createdAt).toISOString(),
    stage: 'accepted',
    flags: [],
    dueAt: new Date(createdAt + 3 * HOUR).toISOString(),
    replies: [],
    timeline: [],
    attachments: [],
    meToo: 0,
    thanks: 0,
    comments: 0,
    pinned: false,
    featured: false,
    explainers: [],
    score: 0,
    ...changes,
  };
}

export const qingxi = (changes: Partial<Board> = {}): Board => ({
  ...TEMPLATES.epidemic(),
  key: 'qingxi',
  title: '清溪县求助平台',
  region: '清溪县',
  ...changes,
});

const unknownBoard = () =>
  HttpResponse.json(
    { code: 'unknown-board', title: 'no such board', status: 404 },
    { status: 404, headers: { 'content-type': 'application/problem+json' } },
  );

const notFound = () =>
  HttpResponse.json(
    { code: 'not-found', title: 'no such call', status: 404 },
    { status: 404, headers: { 'content-type': 'application/problem+json' } },
  );

/** A REST backend at the edge of the world, one board a test: what it answers can be changed while the test runs. */
export class Backend {
  board: Board = qingxi();
  items: HelpRequest[] = [];
  pinned: HelpRequest[] = [];
  version = '1';
  /** It does not know the slot's own call. */
  noHome = false;
  /** Instead of any answer. */
  fault?: () => Response;
  /** Another one for each test and file: what a page has read of a backend, it keeps, on the device too. */
  url = '';
  private tests = Math.floor(Math.random() * 1e9);
  /** URLs in the order they were asked for. */
  asked: URL[] = [];
  private worker?: SetupWorker;

  async start(): Promise<void> {
    const answer = (request: Request, body: () => JsonBodyType) => {
      this.asked.push(new URL(request.url));
      return this.fault?.() ?? HttpResponse.json(body());
    };
    this.worker = setupWorker(
      http.get('*/api/boards/:board', ({ request, params }) =>
        params.board === 'qingxi' ? answer(request, () => this.board) : unknownBoard(),
      ),
      http.get('*/api/boards/:board/requests', ({ request, params }) =>
        params.board === 'qingxi' ? answer(request, () => this.page(new URL(request.url))) : unknownBoard(),
      ),
      http.get('*/api/boards/:board/home', ({ request, params }) =>
        this.noHome
          ? notFound()
          : params.board === 'qingxi'
            ? answer(request, () =>
                slotOfBoard(this.board, { items: [...this.items].reverse(), pinned: this.pinned }),
              )
            : unknownBoard(),
      ),
      http.get('*/api/boards/:board/version', ({ request }) =>
        answer(request, () => ({ version: this.version })),
      ),
      http.get('*/api/boards/:board/slot-arrivals', ({ request }) =>
        answer(request, () => ({ version: Number(new URL(request.url).searchParams.get('version')) })),
      ),
      http.get('*/api/boards/:board/snapshot', () =>
        HttpResponse.json(
          { version: '1', board: this.board, ...this.tabs() },
          { headers: { 'last-modified': new Date(2026, 3, 1, 10, 42).toUTCString() } },
        ),
      ),
      http.get('*/api/boards/:board/requests/:id', ({ request, params }) =>
        answer(request, () => this.items.find(({ id }) => id === params.id) ?? null),
      ),
    );
    await this.worker.start({
      quiet: true,
      onUnhandledRequest: 'bypass',
      serviceWorker: { url: '/mockServiceWorker.js' },
    });
  }

  stop(): void {
    this.worker?.stop();
  }

  reset(): void {
    this.url = `/${++this.tests}/api`;
    this.board = qingxi();
    this.items = [];
    this.pinned = [];
    this.version = '1';
    this.fault = undefined;
    this.noHome = false;
    this.asked = [];
  }

  private tabs() {
    const page = { items: this.items, pinned: this.pinned };
    return { hot: page, featured: page, latest: page };
  }

  private page({ searchParams }: URL): JsonBodyType {
    const from = Number(searchParams.get('cursor') ?? 0);
    const to = from + Number(searchParams.get('limit') ?? 20);
    const category = searchParams.get('category');
    const stage = searchParams.get('stage');
    const region = searchParams.get('region');
    const all = this.items.filter(
      (item) =>
        (!category || item.category === category) &&
        (!stage || item.stage === stage) &&
        (!region || item.region === region),
    );
    return {
      items: all.slice(from, to),
      pinned: from ? [] : this.pinned,
      ...(to < all.length ? { next: String(to) } : {}),
    };
  }
}
