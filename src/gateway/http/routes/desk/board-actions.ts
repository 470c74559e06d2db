import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decode, deskSettingsSchema, type SlotContent } from '../../../../model/index.js';
import { audit } from '../../../loop/change.js';
import { listCommentsForDesk, setComment, type CommentQuery } from '../../../loop/comments.js';
import { changeDefinition, readDefinition, type DefinitionChange } from '../../../loop/definition.js';
import { listProposals } from '../../../loop/proposals.js';
import {
  addTemplate,
  changeTemplate,
  listTemplates,
  removeTemplate,
  type TemplateText,
} from '../../../loop/reply-templates.js';
import { printSheet, SHEET_POLICY } from '../../../loop/slip-sheet.js';
import { getSlip, listSlips, type SlipQuery, type Units } from '../../../loop/slips.js';
import { switchSlot } from '../../../slot/showings.js';
import { assigneesOf } from '../../../people/person.js';
import type { HttpContext } from '../../context.js';
import * as boardCalls from '../../operations/desk/board.js';
import * as commentCalls from '../../operations/desk/comments.js';
import * as definitionCalls from '../../operations/desk/definition.js';
import * as handingOverCalls from '../../operations/desk/handing-over.js';
import * as replyCalls from '../../operations/desk/replies.js';
import * as templateCalls from '../../operations/desk/templates.js';
import { route } from '../../route.js';
import { boardOf, paramsOf } from '../board.js';
import { deskWrite } from './writing.js';

/** Of whoever sees only what was handed over to their units. */
const unitsOf = (request: FastifyRequest): Units | undefined => assigneesOf(request.grants!)?.units;

/** What belongs to the board as a whole: its home slot, how its desk works, slips, what waits for review, prepared replies, comments. */
export function boardActions(app: FastifyInstance, context: HttpContext): void {
  const { storage, now } = context;
  const { boards } = storage;

  deskWrite<Partial<SlotContent>>(app, context, boardCalls.switchHome, switchSlot);

  route(app, boardCalls.readSettings, async (request) => boardOf(context, request).settings);
  deskWrite(app, context, boardCalls.changeSettings, async (write, options, body) => {
    const settings = decode(deskSettingsSchema, body)!;
    await boards.changeSettings(write, options.board, settings);
    await audit(write, { ...options, action: 'settings', detail: { ...settings } });
    return settings;
  });

  route(app, definitionCalls.readDefinition, (request) => readDefinition(storage, paramsOf(request).board));
  for (const call of [definitionCalls.changeContents, definitionCalls.changeDefinition])
    route(app, call, async (request) => {
      const { board } = paramsOf(request);
      const options = { boards, secret: storage.secret, board, id: '', actor: request.actor!, at: now() };
      await storage.writes.write((write) =>
        changeDefinition(write, options, request.body as DefinitionChange),
      );
      return readDefinition(storage, board);
    });

  route(app, replyCalls.listProposals, (request) =>
    listProposals(storage, paramsOf(request).board, request.query as { cursor?: string; limit?: number }),
  );
  route(app, handingOverCalls.listSlips, (request) =>
    listSlips(storage, paramsOf(request).board, request.query as SlipQuery, unitsOf(request)),
  );
  route(app, handingOverCalls.readSlip, async (request) => {
    const { board, id } = paramsOf(request);
    return (await getSlip(storage, board, id, unitsOf(request))).slip;
  });
  route(app, handingOverCalls.printSlip, async (request, reply) => {
    const { board } = boardOf(context, request);
    const sheet = await printSheet(storage, board, paramsOf(request).id, {
      ...{ actor: request.actor!, at: now(), units: unitsOf(request) },
    });
    return reply.type('text/html; charset=utf-8').header('content-security-policy', SHEET_POLICY).send(sheet);
  });

  route(app, templateCalls.listTemplates, (request) =>
    listTemplates(storage, paramsOf(request).board, (request.query as { category?: string }).category),
  );
  deskWrite<TemplateText>(app, context, templateCalls.addTemplate, addTemplate);
  deskWrite<TemplateText>(app, context, templateCalls.changeTemplate, changeTemplate);
  deskWrite(app, context, templateCalls.removeTemplate, removeTemplate);

  route(app, commentCalls.listCommentsForDesk, (request) =>
    listCommentsForDesk(storage, paramsOf(request).board, request.query as CommentQuery),
  );
  deskWrite(app, context, commentCalls.publishComment, (write, options) =>
    setComment(write, options, 'public'),
  );
  deskWrite(app, context, commentCalls.hideComment, (write, options) => setComment(write, options, 'hidden'));
}
