import { HelpBoardError } from '../../adapters/errors.js';
import { addressGroup } from './rate-limit.js';

/** Seconds after which it is worth asking again. */
const AGAIN = 5;

/** How much of something may be under way at once: in all, and from one address, so that none takes every place. */
export class AtOnce {
  readonly #max: { inAll: number; perAddress: number };
  readonly #underWay = new Map<string, number>();
  #inAll = 0;

  constructor(max: { inAll: number; perAddress: number }) {
    this.#max = max;
  }

  /** Takes a place, and gives what gives it back. Throws `rate-limited` where there is none. */
  enter(address: string): () => void {
    const group = addressGroup(address);
    const here = this.#underWay.get(group) ?? 0;
    if (this.#inAll >= this.#max.inAll || here >= this.#max.perAddress)
      throw new HelpBoardError('rate-limited', { retryAfter: AGAIN });
    this.#inAll++;
    this.#underWay.set(group, here + 1);
    return () => {
      this.#inAll--;
      const left = this.#underWay.get(group)! - 1;
      if (left) this.#underWay.set(group, left);
      else this.#underWay.delete(group);
    };
  }
}
