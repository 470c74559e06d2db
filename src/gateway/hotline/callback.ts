import { HelpBoardError } from '../../adapters/errors.js';
import { bodyText } from '../../adapters/hotline/body-text.js';
import { readOrder, type HotlineProfile } from '../../adapters/hotline/index.js';
import { at as placeIn, listAt, put, type Tree } from '../../adapters/hotline/tree.js';
import { readXml, writeXml } from '../../adapters/hotline/xml.js';
import type { Storage } from '../storage/index.js';
import type { Connection } from './connections.js';
import { auditPush, hear, orderOfPush } from './heard.js';
import { SignatureError, type Claim } from './signers/index.js';

/** How far the clocks of both sides may be apart; a call that is older may be somebody's recording of it. */
export const WINDOW_MS = 5 * 60_000;
const ORDERS_MAX = 200;

/** What a hotline pushes, as it came over HTTP. */
export interface Push {
  method: string;
  url: string;
  headers: Record<string, string>;
  bytes: Uint8Array;
}

const refused = (fields: Record<string, string>) => new HelpBoardError('unauthorized', { fields });

/** What somebody who has the hotline's secret said, within the last minutes, and what was not heard before. */
function claimOf({ callback }: Connection, push: Push, now: number): Claim {
  const { scheme, secrets } = callback!;
  const body = bodyText(Uint8Array.from(push.bytes).buffer, push.headers['content-type']);
  let claim: Claim;
  try {
    claim = scheme.check({ ...push, body }, secrets);
  } catch (error) {
    if (error instanceof SignatureError)
      throw refused({ [error.place]: error.message.slice(error.place.length + 2) });
    throw error;
  }
  if (Math.abs(now - claim.at) > WINDOW_MS) throw refused({ time: 'outside the window of 5 minutes' });
  return claim;
}

/** The orders in what was pushed: JSON, XML, or a form, whatever it says it is. */
function ordersIn({ profile, callback }: Connection, body: string): unknown[] {
  const text = body.trim();
  let tree: unknown;
  try {
    tree = /^[[{]/.test(text)
      ? JSON.parse(text)
      : text.startsWith('<')
        ? readXml(text)
        : Object.fromEntries(new URLSearchParams(text));
  } catch (cause) {
    throw new HelpBoardError('invalid', { cause, fields: { body: (cause as Error).message.slice(0, 80) } });
  }
  const place = callback!.order;
  const items = listAt(placeIn(tree, place), '').filter((item) => typeof item === 'object' && item !== null);
  if (!items.length || items.length > ORDERS_MAX)
    throw new HelpBoardError('invalid', {
      fields: { [place || 'body']: items.length ? 'too many' : 'no order' },
    });
  return items.map((item) => readOrder(profile, item).order);
}

/** Says in the hotline's own envelope that it went well. */
export function thanks({ envelope = {} }: HotlineProfile): { type: string; text: string } {
  const { as = 'json', success } = envelope;
  const tree: Tree = {};
  if (success) put(tree, success.path, success.is[0]);
  return as === 'xml'
    ? { type: 'text/xml; charset=utf-8', text: writeXml(Object.keys(tree).length ? tree : { RES: '' }) }
    : { type: 'application/json; charset=utf-8', text: JSON.stringify(tree) };
}

/**
 * Takes what a hotline pushes. All of it is stored together with its nonce, so a call that was recorded is not heard again,
 * and one that could not be stored is: the hotline sends it once more. Orders that are none of ours are counted.
 */
export async function takePush(
  storage: Storage,
  connection: Connection,
  push: Push,
  now: number,
): Promise<{ heard: number; unknown: number }> {
  const claim = claimOf(connection, push, now);
  const orders = ordersIn(connection, claim.body) as ReturnType<typeof readOrder>['order'][];
  const { board, key } = connection;
  const hash = storage.secret.hash('hotline-nonce', board, key, claim.nonce);
  return storage.writes.write(async (context) => {
    const taken = await context.db
      .insertInto('hotline_nonce')
      .values({ hash, at: now })
      .onConflict((oc) => oc.doNothing())
      .returning('hash')
      .executeTakeFirst();
    if (!taken) throw refused({ nonce: 'heard before' });
    let heard = 0;
    for (const order of orders) {
      const known = await orderOfPush(context, connection, order);
      if (!known) continue;
      heard++;
      await hear(context, storage, connection, known, order, now);
      await auditPush(context, connection, known, now);
    }
    return { heard, unknown: orders.length - heard };
  });
}
