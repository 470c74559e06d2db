import { gbk } from './gbk.js';

/** What goes wrong between a hotline and whoever speaks to it. */
export const HOTLINE_FAULTS = [
  /** The call never arrives. */
  'lost-request',
  /** It is done, and nobody learns of it. */
  'lost-answer',
  /** It arrives twice. */
  'repeat',
  /** It arrives after the one that was sent next. */
  'reorder',
  /** It arrives late: up to a second. */
  'delay',
  /** A page of HTML, with 200. */
  'html',
  /** HTTP 500, without a word on why. */
  'error',
  /** The right answer, as `text/html`. */
  'wrong-type',
  /** The right answer, in GBK, and not a word of that. */
  'gbk',
] as const;
export type HotlineFault = (typeof HOTLINE_FAULTS)[number];
/** How often each strikes: 0 is never, 1 is always. */
export type FaultRates = Partial<Record<HotlineFault, number>>;

/** A hotline: takes a request, gives its answer. `undefined` is a line that goes dead. */
export type Serve = (request: Request) => Promise<Response | undefined>;

const DELAY_MS = 1000;
/** A call that is to be overtaken waits this long for another at most. */
const OVERTAKEN_MS = 300;

/** Faults that can be switched on and off while the hotline serves. */
export class HotlineFaults {
  rates: FaultRates;
  /** How often each has struck. */
  readonly struck: Partial<Record<HotlineFault, number>> = {};
  private readonly random: () => number;
  /** Calls that wait to be overtaken. */
  private waiting: (() => void)[] = [];

  constructor(rates: FaultRates = {}, random: () => number = Math.random) {
    this.rates = rates;
    this.random = random;
  }

  /** Serves with whatever goes wrong this time. */
  async meet(request: Request, serve: Serve): Promise<Response | undefined> {
    const strikes = (fault: HotlineFault) => {
      const hit = this.random() < (this.rates[fault] ?? 0);
      if (hit) this.struck[fault] = (this.struck[fault] ?? 0) + 1;
      return hit;
    };
    if (strikes('delay')) await new Promise((on) => setTimeout(on, this.random() * DELAY_MS));
    if (strikes('reorder')) await this.overtaken();
    if (strikes('lost-request')) return undefined;
    if (strikes('html')) return page(200, '系统维护中');
    if (strikes('error')) return page(500, 'Internal Server Error');
    if (strikes('repeat')) await serve(request.clone());
    const answer = await serve(request);
    // Those that this one has overtaken.
    for (const go of this.waiting.splice(0)) go();
    if (strikes('lost-answer')) return undefined;
    if (answer && strikes('gbk')) return inGbk(answer);
    return answer && strikes('wrong-type') ? asHtml(answer) : answer;
  }

  private overtaken(): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, OVERTAKEN_MS);
      this.waiting.push(() => {
        clearTimeout(timer);
        go();
      });
    });
  }
}

const page = (status: number, title: string) =>
  new Response(`<!doctype html><title>${title}</title><h1>${title}</h1>`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' },
  });

const typed = ({ headers }: Response, type: string) => {
  const own = new Headers(headers);
  own.set('content-type', type);
  return own;
};

const asHtml = (answer: Response) =>
  new Response(answer.body, { status: answer.status, headers: typed(answer, 'text/html') });

async function inGbk(answer: Response): Promise<Response> {
  const { status } = answer;
  const type = /xml/.test(answer.headers.get('content-type') ?? '') ? 'text/xml' : 'application/json';
  return new Response(gbk(await answer.text()), { status, headers: typed(answer, type) });
}
