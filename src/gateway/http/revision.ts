import type { FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../adapters/errors.js';
import { integer, type Schema } from '../../model/index.js';
import type { Operation } from './operations/index.js';

/** The schema of a call's body: where it needs a revision, that may stand in it. */
export function bodySchema({ body, revised }: Operation): Schema<unknown> | undefined {
  if (!body || !revised) return body;
  return { ...body, properties: { ...body.properties, revision: integer({ minimum: 1 }) } };
}

/** A change that needs no words may come without a body. */
export const bodyOrNothing = async (request: FastifyRequest): Promise<void> => {
  request.body ??= {};
};

/** The revision that a change was decided on; nothing where it is meant for whatever is there now (`If-Match: *`). */
export function revisionOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) {
    const { revision } = request.body as { revision?: number };
    if (revision === undefined) throw new HelpBoardError('invalid', { fields: { revision: 'missing' } });
    return revision;
  }
  if (header.trim() === '*') return undefined;
  const tag = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!tag) throw new HelpBoardError('invalid', { fields: { 'If-Match': 'pattern' } });
  return Number(tag[1]);
}
