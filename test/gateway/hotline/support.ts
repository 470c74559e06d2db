import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { HotlineProfile } from '../../../src/adapters/hotline/index.js';
import { startSimulator, type RunningSimulator } from '../../../src/gateway/hotline/simulator-server.js';
import type { Submission } from '../../../src/model/index.js';
import { BOARD, Subject, submission } from '../support/gateway.js';

export const MINUTE = 60_000;

/** What a hotline is connected with, beside its address. */
export type Setting = Record<string, unknown> & { profile: string; shape: HotlineProfile };

interface Stuck {
  id: string;
  request: string;
  kind: string;
  state: string;
  problem?: string;
}

/** A gateway whose board is connected to simulated hotlines, by a clock that the test winds. */
export class Connected {
  readonly simulators: RunningSimulator[] = [];
  subject!: Subject;
  /** What `hotlines.json` would hold. */
  hotlines = '';
  now = Date.now();

  async start(settings: readonly Setting[]): Promise<this> {
    const hotlines = [];
    for (const { shape, ...setting } of settings) {
      const simulator = await startSimulator({ profile: shape });
      this.simulators.push(simulator);
      hotlines.push({ board: BOARD, key: '12345', backend: simulator.url, ...setting });
    }
    this.hotlines = JSON.stringify({ hotlines });
    const plenty = { burst: 1e6, perMinute: 1e6 };
    this.subject = await new Subject({
      hotlines: this.hotlines,
      now: () => this.now,
      // Jobs run when the test says so.
      jobsEvery: 1e9,
      limits: { submits: plenty, uploads: plenty, tracking: plenty, meToo: plenty, sessions: plenty },
    }).start();
    return this;
  }

  async stop(): Promise<void> {
    await this.subject?.stop();
    for (const simulator of this.simulators) await simulator.close();
  }

  get simulator(): RunningSimulator {
    return this.simulators[0]!;
  }

  /** The gateway looks for what is due as it starts, and may be at it. */
  private async run(job: string): Promise<void> {
    while (!(await this.subject.gateway.jobs.run(job))) await pause(20);
  }

  async forward(minutes = 0): Promise<void> {
    this.now += minutes * MINUTE;
    await this.run('hotline-forward');
  }

  async poll(minutes = 11): Promise<void> {
    this.now += minutes * MINUTE;
    await this.run('hotline-poll');
  }

  async act(id: string, action: string, body: unknown = {}): Promise<void> {
    const { status, text } = await this.subject.desk(`/requests/${id}/${action}`, body);
    assert.equal(status, 200, `${action}: ${text}`);
  }

  /** Posts, accepts and hands over to the hotline; gives the receipt. */
  async handedOver(changes: Partial<Submission> = {}, name = '12345热线', words?: string) {
    const { json, status, text } = await this.subject.submit(submission(changes));
    assert.equal(status, 201, text);
    await this.act(json.id, 'accept');
    await this.act(json.id, 'dispatch', { kind: 'hotline', name, ...(words && { words }) });
    return json;
  }

  async read(id: string) {
    const { json } = await this.subject.desk<{
      stage: string;
      assignee?: { name: string };
      replies: { author: string; body: string; kind: string }[];
      notes: { words: string }[];
    }>(`/requests/${id}`);
    return json;
  }

  async history(id: string) {
    const { json } = await this.subject.desk<{
      orders: { id: string; remoteId?: string; stage?: string; rawLabel?: string; closedAt?: string }[];
      messages: { kind: string; state: string; problem?: string; attempts: number; nextTry?: string }[];
    }>(`/requests/${id}/hotline`);
    return json;
  }

  async stuck(): Promise<Stuck[]> {
    return (await this.subject.desk<{ items: Stuck[] }>('/hotline-messages')).json.items;
  }
}
