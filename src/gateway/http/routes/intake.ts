import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import { SOLUTION_HEADER, type Submission } from '../../../model/index.js';
import { PHOTO_BYTES, readPhoto } from '../../intake/photo.js';
import { checkSubmission } from '../../intake/rules.js';
import { hashBody, receiptFor, submit } from '../../intake/submit.js';
import { keyHash, SubmissionKey } from '../../intake/submission-key.js';
import { storeUpload, uploadExists, type UploadName } from '../../intake/uploads.js';
import { citizenOf } from '../../people/identify.js';
import { AtOnce } from '../at-once.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/public.js';
import { bearerIfAny, idempotencyKey, route } from '../route.js';
import { boardOf } from './board.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Hash of the body as it came, before defaults are filled in. */
    bodyHash?: string;
    /** What it came under. */
    submissionKey?: SubmissionKey;
  }
}

const urgencyOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['urgency'] : undefined;

/**
 * Posting. The order is the contract's: the key first, because whoever has a receipt coming must get it, whatever else has
 * changed since; then the challenge and the limit; then the rules.
 */
export function intakeRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, hostTokens, guards, challenges, moderation, now } = context;
  app.decorateRequest('bodyHash');
  app.decorateRequest('submissionKey');

  const answerKnownKey = async (request: FastifyRequest): Promise<unknown> => {
    const { board } = boardOf(context, request);
    request.bodyHash = hashBody(storage.secret, request.body ?? null);
    request.submissionKey = new SubmissionKey(storage.secret, board.key, idempotencyKey(request));
    return receiptFor(storage.db, request.submissionKey, request.bodyHash);
  };

  /**
   * Never before somebody in danger. Where many come from one address, a whole isolation site may be behind it: whoever has
   * solved a challenge is let through whatever its number.
   */
  const slowDown = async (request: FastifyRequest): Promise<void> => {
    const { ip, body, headers } = request;
    if (urgencyOf(body) !== 'critical') {
      const { key } = boardOf(context, request).board;
      const { challenge } = await guards.of(key);
      const asked = challenge === 'always' || (challenge === 'busy' && limits.submits.isBusy(ip));
      if (!asked) limits.submits.check(ip);
      else if (!(await challenges.isSolved(key, headers[SOLUTION_HEADER])))
        throw new HelpBoardError('challenge-required');
    }
    limits.submits.take(ip);
  };

  route(app, calls.getChallenge, (request, reply) => {
    reply.header('cache-control', 'no-store');
    return challenges.create(boardOf(context, request).board.key);
  });

  route(
    app,
    calls.submitRequest,
    async (request) => {
      const { board } = boardOf(context, request);
      const submission = request.body as Submission;
      if (!board.open) throw new HelpBoardError('board-closed');
      checkSubmission(submission, board);
      const citizen = await citizenOf(storage, hostTokens, bearerIfAny(request)).catch((error: unknown) => {
        // Whose it is can be said later; that somebody is in danger cannot.
        if (submission.urgency === 'critical') return undefined;
        throw error;
      });
      return submit(storage, board, request.submissionKey!, request.bodyHash!, submission, now(), {
        citizen,
        guard: await guards.of(board.key),
        arrived: (row) => moderation.ask(row),
      });
    },
    {
      bodyLimit: 512 * 1024,
      before: [
        async (request, reply) => {
          const receipt = await answerKnownKey(request);
          reply.header('cache-control', 'no-store');
          if (receipt) return void reply.code(201).send(receipt);
          await slowDown(request);
        },
      ],
    },
  );
}

/** Photos on their way at once: 8 MiB of memory each until they are read, 400 in all. A form sends up to nine. */
const ARRIVING = { inAll: 50, perAddress: 12 };

/** Photos, before their submission. Apart, because the body is the file itself. */
export function uploadRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, now } = context;
  const arriving = new AtOnce(ARRIVING);
  const nameOf = (request: FastifyRequest): UploadName => {
    const { key, sha256 } = request.params as { key: string; sha256: string };
    const board = boardOf(context, request).board.key;
    return { board, keyHash: keyHash(storage.secret, board, key), sha256 };
  };

  // Before the first byte of it is read. What has come already is answered whatever the limit.
  app.addHook('onRequest', async (request, reply) => {
    reply.raw.once('close', arriving.enter(request.ip));
    if (await uploadExists(storage.db, nameOf(request))) return;
    limits.uploads.check(request.ip);
    limits.uploads.take(request.ip);
  });
  app.removeAllContentTypeParsers();
  // Whatever it says it is: what counts is what it is.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  route(
    app,
    calls.putUpload,
    async (request, reply) => {
      const { board } = boardOf(context, request);
      const name = nameOf(request);
      const { sha256 } = name;
      if (!board.features.photos) throw new HelpBoardError('unsupported');
      if (await uploadExists(storage.db, name)) return reply.send({ sha256 });

      if (!board.open) throw new HelpBoardError('board-closed');
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash !== sha256) throw new HelpBoardError('invalid', { fields: { sha256: 'mismatch' } });
      await storeUpload(storage, name, await readPhoto(bytes), now());
      return { sha256 };
    },
    { bodyLimit: PHOTO_BYTES },
  );
}
