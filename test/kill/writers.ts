import { createHash, randomUUID } from 'node:crypto';
import type { Receipt, Submission } from '../../src/model/index.js';
import { submission } from '../gateway/support/gateway.js';

/** Something that was answered, and so must be true for ever. */
export interface Answered {
  key: string;
  body: Submission;
  receipt: Receipt;
  /** Ids of additions that were answered. */
  additions: string[];
  deleted: boolean;
  /** A deletion was sent, and its answer never came: it may have been done or not. */
  deleting: boolean;
}

const chance = (share: number): boolean => Math.random() < share;

/** Writes one thing after another, of every kind there is, until the gateway is gone. */
export class Writer {
  readonly #url: string;
  readonly #token: string;
  readonly #photo: Buffer;
  readonly #answered: Answered[];

  constructor(url: string, token: string, photo: Buffer, answered: Answered[]) {
    this.#url = url;
    this.#token = token;
    this.#photo = photo;
    this.#answered = answered;
  }

  async run(): Promise<void> {
    try {
      for (;;) await this.#one();
    } catch {
      // The connection broke: it was killed.
    }
  }

  async #call(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    const json = !(body instanceof Uint8Array);
    const answer = await fetch(`${this.#url}api/${path}`, {
      method,
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
      body: json ? JSON.stringify(body) : new Uint8Array(body),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  }

  async #upload(key: string): Promise<Submission['attachments']> {
    const sha256 = createHash('sha256').update(this.#photo).digest('hex');
    const { status } = await this.#call('PUT', `boards/qingxi/uploads/${key}/${sha256}`, this.#photo);
    return status === 201 ? [{ sha256 }] : [];
  }

  async #one(): Promise<void> {
    const key = randomUUID();
    const attachments = chance(0.2) ? await this.#upload(key) : [];
    const body = submission({ urgency: 'critical', body: `${key} 家里没有米了`, attachments });
    const sent = await this.#call('POST', 'boards/qingxi/requests', body, { 'idempotency-key': key });
    if (sent.status !== 201) throw new Error(JSON.stringify(sent));
    const receipt = sent.json as unknown as Receipt;
    const entry: Answered = { key, body, receipt, additions: [], deleted: false, deleting: false };
    this.#answered.push(entry);

    const own = `boards/qingxi/requests/${receipt.id}`;
    const bearer = { authorization: `Bearer ${receipt.token}` };
    const desk = (move: string, words: unknown) =>
      this.#call('POST', `desk/boards/qingxi/requests/${receipt.id}/${move}`, words, {
        authorization: `Bearer ${this.#token}`,
      });
    if (chance(0.6)) await desk('publish', {});
    if (chance(0.4)) await this.#call('POST', `${own}/me-too`, { device: randomUUID() });
    if (chance(0.4)) await desk('accept', {});
    if (chance(0.3)) {
      const words = { author: '县商务局', role: 'department', kind: 'answer', body: '今天送到。' };
      await desk('reply', words);
    }
    if (chance(0.3)) {
      const headers = { ...bearer, 'idempotency-key': randomUUID() };
      const added = await this.#call('POST', `${own}/additions`, { body: '还有老人' }, headers);
      if (added.status === 201) entry.additions.push(added.json['id'] as string);
    }
    if (chance(0.1)) await this.#call('POST', `${own}/withdrawal`, {}, bearer);
    if (chance(0.1)) {
      entry.deleting = true;
      const { status } = await this.#call('POST', `${own}/deletion`, {}, bearer);
      entry.deleted = status === 200;
      entry.deleting = false;
    }
  }
}
