import type { FastifyInstance } from 'fastify';
import type { Assignee, Move } from '../../../../model/index.js';
import { changeRequest, type Decision } from '../../../loop/change.js';
import * as groups from '../../../loop/groups.js';
import { resolve } from '../../../loop/moves/closing.js';
import { claim, extend, urge, type Extension } from '../../../loop/moves/handing-over.js';
import { ACTIONS, type NewReply } from '../../../loop/moves/replying.js';
import { fillFor } from '../../../loop/placeholders.js';
import { approve, replyOrPropose, waitingFor } from '../../../loop/proposals.js';
import type { HttpContext } from '../../context.js';
import * as calls from '../../operations/desk/groups.js';
import type { Operation } from '../../operations/index.js';
import { route } from '../../route.js';
import { paramsOf } from '../board.js';
import { deskWrite } from './writing.js';

type GroupReply = Omit<NewReply, 'author'> & { author?: string; each?: { id: string; body: string }[] };

/** 批量处置: one action for many requests, an own reply and clock for each. */
export function groupActions(app: FastifyInstance, context: HttpContext): void {
  const { storage } = context;

  deskWrite<{ title: string; requests: groups.Seen[] }>(app, context, calls.openGroup, groups.openGroup);
  deskWrite<{ add?: groups.Seen[]; remove?: groups.Seen[] }>(
    app,
    context,
    calls.changeMembers,
    groups.changeMembers,
  );
  route(app, calls.listGroups, (request) => groups.listGroups(storage, paramsOf(request).board));
  route(app, calls.readGroup, (request) => {
    const { board, id } = paramsOf(request);
    return groups.readGroup(storage, board, id);
  });

  deskWrite<Assignee & { words?: string }>(
    app,
    context,
    calls.dispatchGroup,
    async (write, options, { words, kind, name }) =>
      groups.dispatchGroup(write, options, { to: { kind, name }, words }),
  );

  deskWrite<GroupReply>(app, context, calls.replyToGroup, async (write, options, body) => {
    const { board } = storage.boards.get(options.board)!;
    const { author = board.title, role, kind, audience, each = [] } = body;
    const own = new Map(each.map((one) => [one.id, one.body]));
    return groups.withMembers(write, options, ACTIONS[kind], async (members, rows) => {
      for (const [n, row] of rows.entries()) {
        const words = fillFor(row, board, own.get(row.id) ?? body.body);
        await replyOrPropose(write, members[n]!, { author, role, kind, audience, body: words });
      }
    });
  });
  deskWrite(app, context, calls.approveGroup, async (write, options) =>
    groups.withMembers(write, options, 'note', async (members) => {
      for (const member of members)
        for (const proposal of await waitingFor(write, member)) await approve(write, member, proposal);
    }),
  );

  const decided = <Body>(operation: Operation, by: Move, decide: (body: Body) => Decision): void =>
    deskWrite<Body>(app, context, operation, async (write, options, body) =>
      groups.withMembers(write, options, by, async (members) => {
        for (const member of members) await changeRequest(write, member, decide(body));
      }),
    );
  decided(calls.claimGroup, 'claim', () => claim());
  decided<Extension>(calls.extendGroup, 'extend', extend);
  decided<{ words?: string }>(calls.urgeGroup, 'urge', ({ words }) => urge(words));
  decided(calls.resolveGroup, 'resolve', () => resolve);
}
