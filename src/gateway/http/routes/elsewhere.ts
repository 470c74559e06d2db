import type { FastifyInstance } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { Prefill, Submission } from '../../../model/index.js';
import { keepPrefill, openPrefill } from '../../intake/prefill.js';
import { checkSubmission } from '../../intake/rules.js';
import { hashBody, submit } from '../../intake/submit.js';
import { SubmissionKey } from '../../intake/submission-key.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/elsewhere.js';
import { idempotencyKey, route } from '../route.js';
import { boardOf } from './board.js';
import { deskWrite } from './desk/writing.js';

/** What comes in by way of somebody else: entered for a caller, or filled in for a person to send. */
export function elsewhereRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;

  route(
    app,
    calls.enterRequest,
    async (request) => {
      const { board } = boardOf(context, request);
      const submission = request.body as Submission;
      if (!board.open) throw new HelpBoardError('board-closed');
      checkSubmission(submission, board);
      const entered = { ...submission, source: { channel: '电话', ...submission.source } };
      const hash = hashBody(storage.secret, submission);
      const key = new SubmissionKey(storage.secret, board.key, idempotencyKey(request));
      const by = { actor: request.actor };
      // The token opens the own request: whoever was on the phone has no use for it, and nobody else may have it.
      try {
        const { token: _, ...receipt } = await submit(storage, board, key, hash, entered, now(), by);
        return receipt;
      } catch (error) {
        if (!(error instanceof HelpBoardError) || !error.receipt) throw error;
        throw new HelpBoardError(error.code, { receipt: { ...error.receipt, token: '' } });
      }
    },
    { bodyLimit: 512 * 1024 },
  );

  deskWrite<Prefill>(app, context, calls.makePrefill, keepPrefill);
}

export function prefillRoutes(app: FastifyInstance, context: HttpContext): void {
  const { storage, limits, now } = context;
  route(app, calls.getPrefill, async (request, reply) => {
    const { board, code } = request.params as { board: string; code: string };
    reply.header('cache-control', 'no-store');
    limits.tracking.check(request.ip);
    try {
      return await openPrefill(storage, board, code, now());
    } catch (error) {
      // Only wrong codes count.
      limits.tracking.take(request.ip);
      throw error;
    }
  });
}
