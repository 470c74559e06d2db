import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { request as http, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { GatewayError } from '../gateway-error.js';

const ANSWER_MAX = 64 * 1024;

/** The gateway does not call there; the message says why, for people. */
export class ForbiddenAddressError extends GatewayError {
  override name = 'ForbiddenAddressError';
}

export interface Posted {
  status: number;
  text: string;
}

export interface OutboundOptions {
  /** Networks that may be called although they are not public (`10.1.2.0/24`). */
  allow?: readonly string[];
}

/**
 * Calls to addresses that somebody has typed in. They go to public addresses only, so that nobody has the gateway ask what
 * stands beside it: its own machine, the office network, the cloud's metadata. What is checked is the address that is then
 * connected to, and a redirect is an answer like any other.
 */
export class Outbound {
  readonly #allowed: [ipaddr.IPv4 | ipaddr.IPv6, number][];

  constructor({ allow = [] }: OutboundOptions = {}) {
    this.#allowed = allow.map((network) => {
      try {
        return ipaddr.parseCIDR(
          network.includes('/') ? network : `${network}/${isIP(network) === 6 ? 128 : 32}`,
        );
      } catch {
        throw new GatewayError(`${network} is no network, like 10.1.2.0/24.`);
      }
    });
  }

  /** Throws `ForbiddenAddressError` where the URL can be seen to be none that is called. */
  check(url: string): URL {
    let target: URL;
    try {
      target = new URL(url);
    } catch {
      throw new ForbiddenAddressError('This is no address of the web.');
    }
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
      throw new ForbiddenAddressError('Only http and https are called.');
    if (target.username || target.password)
      throw new ForbiddenAddressError('A name or password does not belong in an address.');
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !this.mayCall(host))
      throw new ForbiddenAddressError(`${host} is not a public address.`);
    return target;
  }

  mayCall(address: string): boolean {
    // `process` turns ::ffff:10.0.0.1 into what it stands for.
    const parsed = ipaddr.process(address);
    const inside = this.#allowed.some(
      ([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits),
    );
    return inside || parsed.range() === 'unicast';
  }

  /** Posts JSON. Rejects when there is no whole answer in time. */
  postJson(url: string, body: string, headers: Record<string, string>, timeoutMs: number): Promise<Posted> {
    const target = this.check(url);
    const send = target.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const request = send(target, {
        ...{ method: 'POST', agent: false, signal: AbortSignal.timeout(timeoutMs) },
        lookup: this.#lookup,
        headers: {
          ...headers,
          ...{ 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
        },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('error', reject);
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > ANSWER_MAX) request.destroy(new Error('The answer is too long.'));
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      request.end(body);
    });
  }

  /** Resolves a name; every address of it has to be one that may be called, and the connection goes to one of these. */
  #lookup: RequestOptions['lookup'] = (host, options, done) => {
    resolveName(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, '', 0);
      const wrong = addresses.find(({ address }) => !this.mayCall(address));
      if (wrong || !addresses.length)
        return done(new ForbiddenAddressError(`${host} leads to an address that is not public.`), '', 0);
      if (options.all) return done(null, addresses);
      done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}
