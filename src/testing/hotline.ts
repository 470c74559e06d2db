import { http, HttpResponse, type HttpHandler } from 'msw';
import type { HotlineProfile } from '../adapters/hotline/index.js';
import {
  HotlineFaults,
  HotlineSimulator,
  orders as samples,
  type Kept,
} from '../adapters/hotline/simulator/index.js';

export {
  HOTLINE_FAULTS,
  HotlineFaults,
  HotlineSimulator,
  type FaultRates,
  type HotlineFault,
  type Kept,
  type Told,
} from '../adapters/hotline/simulator/index.js';

export interface HotlineHandlerOptions {
  profile: HotlineProfile;
  /** URL that the adapter is given as its backend. */
  backend: string;
  /** What it has at first, the newest first (45 made-up ones). */
  orders?: readonly Kept[];
}

export interface HotlineHandlers {
  /** For `setupWorker(...handlers)` or `setupServer(...handlers)`. */
  handlers: HttpHandler[];
  /** What it has and was told: look into it, change it. */
  hotline: HotlineSimulator;
  faults: HotlineFaults;
}

/** msw handlers for a hotline that speaks as a profile says, with faults to switch on. */
export function hotlineHandlers({
  profile,
  backend,
  orders = samples(),
}: HotlineHandlerOptions): HotlineHandlers {
  const hotline = new HotlineSimulator(profile, orders);
  const faults = new HotlineFaults();
  const handlers = [
    http.all(`${backend}/*`, async ({ request }) => {
      const answer = await faults.meet(request, hotline.serve);
      return answer ?? HttpResponse.error();
    }),
  ];
  return { handlers, hotline, faults };
}
