import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { Receipt } from '../../../model/index.js';
import { SubmissionKey, trackingHash } from '../../intake/submission-key.js';
import { hashBody, receiptFor, submit } from '../../intake/submit.js';
import { written, TYPES, type Format } from '../../open311/format.js';
import { keysOf, submissionOf } from '../../open311/posting.js';
import { listRequests, requestOf, type RequestsQuery } from '../../open311/requests.js';
import { definitionOf, servicesOf } from '../../open311/services.js';
import { getPublic } from '../../storage/public-reads.js';
import { sameHash } from '../../storage/secret.js';
import type { HttpContext } from '../context.js';
import * as calls from '../operations/open311.js';
import type { Operation } from '../operations/index.js';
import { asHelpBoardError, STATUS } from '../problems.js';
import { sendPublic } from '../public-answer.js';
import { route } from '../route.js';
import { boardOf } from './board.js';

const formatOf = ({ params }: FastifyRequest): Format =>
  (params as { format?: string }).format === 'xml' ? 'xml' : 'json';

/** Address of the board's own things, with a slash at the end. */
const baseOf = ({ protocol, host }: FastifyRequest, board: string): string =>
  `${protocol}://${host}/api/boards/${board}/`;

/** Open311 GeoReport v2: any client of it can read the board, and post where the board lets it. */
export function open311Routes(app: FastifyInstance, context: HttpContext): void {
  const { storage, guards, limits, moderation, now } = context;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );

  // GeoReport says what was wrong as a list of codes and sentences.
  app.setErrorHandler((thrown, request, reply) => {
    const error = asHelpBoardError(thrown);
    const code = STATUS[error.code] ?? 500;
    if (code >= 500) request.log.error({ err: thrown }, 'open311');
    const fields = Object.entries(error.fields ?? {});
    const said = fields.length
      ? fields.map(([field, problem]) => ({ code, description: `${field}: ${problem}` }))
      : [{ code, description: error.code }];
    if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
    const format = formatOf(request);
    return reply
      .code(code)
      .header('cache-control', 'no-store')
      .type(TYPES[format])
      .send(written(format, 'errors', said));
  });

  const stateOf = (request: FastifyRequest) => {
    const state = boardOf(context, request);
    const { jurisdiction_id: of } = request.query as { jurisdiction_id?: string };
    if (of && of !== state.board.key)
      throw new HelpBoardError('not-found', { fields: { jurisdiction_id: 'unknown' } });
    return state;
  };
  type State = ReturnType<typeof stateOf>;

  const read = (
    operation: Operation,
    root: string,
    answer: (state: State, request: FastifyRequest) => unknown,
  ): void =>
    route(app, operation, (request, reply) => {
      const state = stateOf(request);
      const format = formatOf(request);
      const make = async () => written(format, root, await answer(state, request));
      // A list that nobody narrows is what most ask for, and a thousand requests long.
      const plain = Object.keys(request.query as object).length === 0;
      const cacheAs =
        plain && operation === calls.listOpen311Requests
          ? `${baseOf(request, state.board.key)}${format}`
          : undefined;
      return sendPublic(context, state, request, reply, { make, type: TYPES[format], cacheAs });
    });

  read(calls.getOpen311Discovery, 'discovery', ({ board }, request) => ({
    changeset: new Date(now()).toISOString(),
    contact: board.title,
    key_service: board.title,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${baseOf(request, board.key)}open311/v2`,
        changeset: new Date(now()).toISOString(),
        type: 'production',
        formats: ['application/json', 'text/xml'],
      },
    ],
  }));
  read(calls.listOpen311Services, 'services', ({ board }) => servicesOf(board));
  read(calls.getOpen311Service, 'service_definition', ({ board }, request) =>
    definitionOf(board, (request.params as { service: string }).service),
  );
  read(calls.listOpen311Requests, 'service_requests', async ({ board }, request) => {
    const found = await listRequests(storage.db, board.key, request.query as RequestsQuery, now());
    return found.map((one) => requestOf(one, board, baseOf(request, board.key)));
  });
  read(calls.getOpen311Request, 'service_requests', async ({ board }, request) => {
    const one = await getPublic(storage.db, board.key, (request.params as { id: string }).id);
    return [requestOf(one, board, baseOf(request, board.key))];
  });

  route(app, calls.getOpen311Token, async (request, reply) => {
    const { board } = stateOf(request);
    const { token } = request.params as { token: string };
    limits.tracking.check(request.ip);
    limits.tracking.take(request.ip);
    const row = await storage.db
      .selectFrom('request')
      .innerJoin('public_request', (join) =>
        join
          .onRef('public_request.board', '=', 'request.board')
          .onRef('public_request.id', '=', 'request.id'),
      )
      .select('request.id')
      .where('request.board', '=', board.key)
      .where('request.tracking_hash', '=', trackingHash(storage.secret, board.key, token))
      .executeTakeFirst();
    if (!row) throw new HelpBoardError('not-found', { fields: { token: 'unknown, or not public yet' } });
    const format = formatOf(request);
    return reply
      .header('cache-control', 'no-store')
      .type(TYPES[format])
      .send(written(format, 'service_requests', [{ service_request_id: row.id, token }]));
  });

  /** The name of the key's owner; nothing for somebody without one, where that is allowed. */
  async function clientOf(board: string, form: URLSearchParams): Promise<string | undefined> {
    const { open311 } = await guards.of(board);
    if (!open311)
      throw new HelpBoardError('forbidden', { fields: { api_key: 'this board takes no posts here' } });
    const given = form.get('api_key') ?? '';
    const hash = (text: string) => storage.secret.hash('open311-key', text);
    const client = open311.keys.find(({ key }) => sameHash(hash(key), hash(given)));
    if (!client && (given || !open311.anonymous))
      throw new HelpBoardError('forbidden', { fields: { api_key: given ? 'unknown' : 'missing' } });
    return client?.name;
  }

  /** Its id once everybody may see it; until then a token, by which the id can be asked for and the state be tracked. */
  async function answerOf(board: string, { id, trackingCode }: Receipt): Promise<object> {
    const shown = await storage.db
      .selectFrom('public_request')
      .select('id')
      .where('board', '=', board)
      .where('id', '=', id)
      .executeTakeFirst();
    const service_notice = '审核后公开；可凭 token 查询进展。';
    return shown ? { service_request_id: id } : { token: trackingCode, service_notice };
  }

  route(app, calls.postOpen311Request, async (request, reply) => {
    const { board } = stateOf(request);
    const form = new URLSearchParams(String(request.body ?? ''));
    const of = form.get('jurisdiction_id');
    if (of && of !== board.key)
      throw new HelpBoardError('not-found', { fields: { jurisdiction_id: 'unknown' } });
    const client = await clientOf(board.key, form);
    const at = now();
    const said = hashBody(storage.secret, [...form].sort());
    const keys = keysOf(storage.secret, board.key, form, at).map(
      (key) => new SubmissionKey(storage.secret, board.key, key),
    );
    let receipt: Receipt | undefined;
    for (const key of keys) receipt ??= await receiptFor(storage.db, key, said);
    if (!receipt) {
      if (!board.open) throw new HelpBoardError('board-closed');
      const guard = await guards.of(board.key);
      // Nobody can solve a challenge here: where each post costs one, a key is needed.
      if (!client && guard.challenge === 'always')
        throw new HelpBoardError('forbidden', { fields: { api_key: 'missing' } });
      limits.submits.check(request.ip);
      limits.submits.take(request.ip);
      const submission = submissionOf(form, board, client, at);
      receipt = await submit(storage, board, keys[0]!, said, submission, at, {
        actor: { kind: 'requester', id: 'open311' },
        guard,
        arrived: (row) => moderation.ask(row),
      });
    }
    const format = formatOf(request);
    return reply
      .code(200)
      .header('cache-control', 'no-store')
      .type(TYPES[format])
      .send(written(format, 'service_requests', [await answerOf(board.key, receipt)]));
  });
}
