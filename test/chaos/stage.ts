import { Dice } from './dice.js';
import { Gateway } from './gateway.js';
import { Line } from './line.js';
import { Phone } from './phone.js';
import { Site } from './site.js';
import { Tellings, type Telling } from './tellings.js';

/** So many rounds a phone: then somebody else's, with nothing on it. */
const ROUNDS_A_PHONE = 20;

/** Everything that plays along, for one run. */
export class Stage {
  readonly tellings = new Tellings();
  /** What happened in this round, with milliseconds from its start. */
  timeline: string[] = [];
  phone!: Phone;
  gateway!: Gateway;
  line!: Line;
  site!: Site;
  /** Told on this phone. */
  told: Telling[] = [];
  #kills = 0;
  #start = 0;
  #rounds = 0;

  readonly log = (what: string): void => {
    this.timeline.push(`${String(Math.round(performance.now() - this.#start)).padStart(6)} ms  ${what}`);
  };

  static async open(): Promise<Stage> {
    const stage = new Stage();
    stage.gateway = await Gateway.open(stage.log);
    stage.line = await Line.open(stage.gateway.port, stage.log);
    stage.site = await Site.open(stage.line.url);
    return stage;
  }

  /** A round begins. */
  async begin(): Promise<void> {
    this.timeline = [];
    this.#start = performance.now();
    if (this.#rounds++ % ROUNDS_A_PHONE) return;
    await this.newPhone();
  }

  async newPhone(): Promise<void> {
    await this.#leavePhone();
    this.told = [];
    this.phone = new Phone(this.log, (report) => {
      const { said, ...rest } = report;
      // Of many keystrokes the last one tells all.
      if (said === 'saved' && this.timeline[this.timeline.length - 1]?.includes('page: saved'))
        this.timeline.pop();
      this.log(`page: ${said} ${Object.values(rest).join(' ')}`);
      this.tellings.hear(report);
    });
  }

  begins(round: number): Telling {
    const telling = this.tellings.begin(round);
    this.told.push(telling);
    return telling;
  }

  /** Browsers and gateways killed, tabs crashed. */
  get kills(): number {
    return this.#kills + this.gateway.kills + (this.phone?.kills ?? 0);
  }

  async close(): Promise<void> {
    await this.#leavePhone();
    this.site.close();
    this.line.close();
    await this.gateway.close();
  }

  async #leavePhone(): Promise<void> {
    this.#kills += this.phone?.kills ?? 0;
    await this.phone?.close();
  }
}

export const deck = <T>(seed: number, kinds: readonly T[], rounds: number): T[] =>
  Array.from({ length: Math.ceil(rounds / kinds.length) }, (_, i) => new Dice(seed, -1 - i).shuffled(kinds))
    .flat()
    .slice(0, rounds);
