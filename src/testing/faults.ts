/** What goes wrong instead of, or with, the right answer. */
export type Fault =
  /** No answer at all. */
  | 'network'
  /** HTTP 500 without a problem document. */
  | 'server-error'
  /** A captive portal: 200, and a page of HTML. */
  | 'html'
  /** A firewall's 403 with a page of HTML. */
  | 'firewall'
  /** Busy: 429 with `Retry-After: 2`. */
  | 'busy'
  /** Half of every object's fields are missing. */
  | 'half'
  /** 200 with an empty body. */
  | 'empty'
  /** It is done, but the answer is lost on the way. */
  | 'answer-lost'
  /** The right answer, after a while. */
  | 'slow';

export interface FaultRule {
  fault: Fault;
  /** Only requests of this method (any). */
  method?: string;
  /** Only URLs that contain this text or fit this pattern (any). */
  url?: string | RegExp;
  /** How often it strikes (for ever). */
  times?: number;
  /** For `slow`: milliseconds (1000). */
  delay?: number;
}

/** Faults that a test switches on and off; the newest that fits strikes. */
export class Faults {
  private rules: FaultRule[] = [];

  set(rule: FaultRule | Fault): void {
    this.rules.unshift(typeof rule === 'string' ? { fault: rule } : { ...rule });
  }

  clear(): void {
    this.rules = [];
  }

  /** The answer with whatever goes wrong at the moment. `Response.error()` stands for no answer. */
  async meet(request: Request, answer: () => Promise<Response>): Promise<Response> {
    const rule = this.rules.find(
      ({ method, url, times }) =>
        times !== 0 &&
        (!method || method === request.method) &&
        (!url || (typeof url === 'string' ? request.url.includes(url) : url.test(request.url))),
    );
    if (!rule) return answer();
    if (rule.times) rule.times--;
    return wrong(rule, answer);
  }
}

const page = (status: number, title: string) =>
  new Response(`<!doctype html><title>${title}</title><h1>${title}</h1>`, {
    status,
    headers: { 'content-type': 'text/html', 'access-control-allow-origin': '*' },
  });

async function wrong({ fault, delay = 1000 }: FaultRule, answer: () => Promise<Response>): Promise<Response> {
  switch (fault) {
    case 'network':
      return Response.error();
    case 'answer-lost':
      await answer();
      return Response.error();
    case 'server-error':
      return page(500, 'Internal Server Error');
    case 'html':
      return page(200, 'Welcome to the free Wi-Fi');
    case 'firewall':
      return page(403, 'Blocked');
    case 'busy':
      return new Response('', {
        status: 429,
        headers: {
          'retry-after': '2',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'Retry-After',
        },
      });
    case 'empty':
      return new Response('', { headers: { 'access-control-allow-origin': '*' } });
    case 'half': {
      const { status, headers, ...right } = await read(await answer());
      return new Response(JSON.stringify(halved(right.body)), { status, headers });
    }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, delay));
      return answer();
  }
}

const read = async (response: Response) => ({
  status: response.status,
  headers: response.headers,
  body: (await response.json()) as unknown,
});

/** Every second field is gone, at every depth. What is left of a list stays a list. */
function halved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(halved);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter((_, index) => index % 2 === 0);
  return Object.fromEntries(kept.map(([key, field]) => [key, halved(field)]));
}
