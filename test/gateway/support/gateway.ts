import { randomUUID } from 'node:crypto';
import { createGateway, type Gateway, type GatewayOptions } from '../../../src/gateway/index.js';
import type { Place } from '../../../src/gateway/storage/index.js';
import type { Receipt, Submission } from '../../../src/model/index.js';
import { newPlace, removePlace } from './place.js';

export const BOARD = 'qingxi';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  json: T;
}

/** A gateway on data of its own, over real HTTP. */
export class Subject {
  gateway!: Gateway;
  url = '';
  token = '';
  place!: Place;
  readonly #options: Partial<GatewayOptions>;

  constructor(options: Partial<GatewayOptions> = {}) {
    this.#options = options;
  }

  /** Starts on empty data, with one board and an editor's token. */
  async start(): Promise<this> {
    this.place = await newPlace();
    await this.open();
    const board = { key: BOARD, template: 'epidemic', title: '清溪县求助平台', region: '清溪县' } as const;
    await this.gateway.createBoard(board);
    this.token = await this.gateway.createToken({ role: 'editor', name: '王编辑' });
    return this;
  }

  /** Starts on the data as they are. */
  async open(): Promise<void> {
    this.gateway = await createGateway({ ...this.place, logLevel: 'silent', ...this.#options });
    this.url = await this.gateway.listen({ port: 0 });
  }

  async restart(): Promise<void> {
    await this.gateway.close();
    await this.open();
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    removePlace(this.place);
  }

  async call<T = Record<string, unknown>>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await fetch(this.url + path.replace(/^\//, ''), init);
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json: json as T };
  }

  /** Below the board. */
  board<T = Record<string, unknown>>(path = '', init?: RequestInit): Promise<Answer<T>> {
    return this.call<T>(`/api/boards/${BOARD}${path}`, init);
  }

  post<T = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.board<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  submit<T = Receipt>(body: unknown, key: string = randomUUID(), headers: Record<string, string> = {}) {
    return this.post<T>('/requests', body, { 'idempotency-key': key, ...headers });
  }

  /** Changes whatever is there now, unless the body says which revision it means. */
  desk<T = Record<string, unknown>>(path: string, body?: unknown, token = this.token) {
    const revised = typeof body === 'object' && body !== null && 'revision' in body;
    return this.call<T>(`/api/desk/boards/${BOARD}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && !revised && { 'if-match': '*' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Submits and publishes; gives the receipt. */
  async published(changes: Partial<Submission> = {}): Promise<Receipt> {
    const { json } = await this.submit(submission(changes));
    await this.desk(`/requests/${json.id}/publish`, {});
    return json;
  }

  etag = async (): Promise<string> => (await this.board()).headers.get('etag')!;

  async count(table: 'request' | 'receipt' | 'upload' | 'photo' | 'audit' | 'me_too'): Promise<number> {
    const { n } = await this.gateway.storage.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  }
}

export function submission(changes: Partial<Submission> = {}): Submission {
  return {
    category: 'supplies',
    urgency: 'routine',
    body: '家里三口人，米和菜都没有了。',
    contact: { name: '陈国良', phone: '10000001234' },
    visibility: 'public',
    tried: ['村（社区）'],
    attributes: { people: 3 },
    attachments: [],
    consents: { privacy: '2026-01' },
    composedAt: '2026-03-20T08:00:00Z',
    ...changes,
  };
}
