import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Assignee, Urgency } from '../../../../model/index.js';
import { changeRequest, deskOf, loadRequest, type Decision } from '../../../loop/change.js';
import { merge, part } from '../../../loop/merge.js';
import * as closing from '../../../loop/moves/closing.js';
import * as handingOver from '../../../loop/moves/handing-over.js';
import * as publication from '../../../loop/moves/publication.js';
import type { NewReply } from '../../../loop/moves/replying.js';
import * as sorting from '../../../loop/moves/sorting.js';
import { fillFor } from '../../../loop/placeholders.js';
import { release } from '../../../loop/release.js';
import { approve, loadReply, replyOrPropose, sendBack } from '../../../loop/proposals.js';
import { handOver } from '../../../loop/slips.js';
import { speaksAs } from '../../../people/person.js';
import type { HttpContext } from '../../context.js';
import * as handingOverCalls from '../../operations/desk/handing-over.js';
import * as publicationCalls from '../../operations/desk/publication.js';
import * as replyCalls from '../../operations/desk/replies.js';
import * as sortingCalls from '../../operations/desk/sorting.js';
import type { Operation } from '../../operations/index.js';
import { deskWrite, stateOf } from './writing.js';

interface On {
  on: boolean;
  words?: string;
}
type ReplyBody = Omit<NewReply, 'author'> & { author?: string; fill?: boolean };

/** What is done with one request. Its new state is the answer. */
export function requestActions(app: FastifyInstance, context: HttpContext): void {
  /** What is decided by looking at the row alone. */
  const decided = <Body>(operation: Operation, decide: (body: Body) => Decision): void =>
    deskWrite<Body>(app, context, operation, async (write, options, body) =>
      stateOf(await changeRequest(write, options, decide(body))),
    );

  decided(sortingCalls.acceptRequest, () => sorting.accept);
  decided(sortingCalls.declineRequest, sorting.decline);
  decided<{ category: string }>(sortingCalls.recategoriseRequest, (b) => sorting.recategorise(b.category));
  decided<{ urgency: Urgency }>(sortingCalls.prioritiseRequest, (b) => sorting.prioritise(b.urgency));
  decided<On>(sortingCalls.complicateRequest, (b) => sorting.complicate(b.on));
  decided<{ words: string }>(sortingCalls.noteOnRequest, (b) => sorting.note(b.words));
  decided<{ words: string }>(sortingCalls.heardRequest, (b) => sorting.heard(b.words));
  deskWrite<{ into: string }>(app, context, sortingCalls.mergeRequest, async (write, options, { into }) =>
    stateOf(await merge(write, options, into)),
  );
  decided(sortingCalls.partRequest, () => part);

  decided(publicationCalls.publishRequest, () => publication.publish);
  decided(publicationCalls.hideRequest, () => publication.hide);
  decided(publicationCalls.redactRequest, publication.redact);
  deskWrite<{ addition: string }>(
    app,
    context,
    publicationCalls.releaseRequest,
    async (write, options, { addition }) => stateOf(await release(write, options, addition)),
  );
  decided<On>(publicationCalls.pinRequest, (b) => publication.mark('pin', b.on));
  decided<On>(publicationCalls.featureRequest, (b) => publication.mark('feature', b.on));
  decided<On>(publicationCalls.highlightRequest, (b) => publication.mark('highlight', b.on));

  deskWrite<Assignee & { words?: string }>(
    app,
    context,
    handingOverCalls.dispatchRequest,
    async (write, options, { words, ...to }) => {
      const { slip, rows } = await handOver(write, { to, words }, [options]);
      return { ...stateOf(rows[0]!), slip };
    },
  );
  deskWrite(app, context, handingOverCalls.claimRequest, async (write, options, _, { grants }) => {
    const unit = speaksAs(grants!);
    const group = unit?.role === 'volunteer' ? unit.author : undefined;
    return stateOf(await changeRequest(write, options, handingOver.claim(group)));
  });
  decided(handingOverCalls.returnRequest, handingOver.giveBack);
  deskWrite<handingOver.Extension>(
    app,
    context,
    handingOverCalls.extendRequest,
    async (write, options, extension, { grants }) => {
      const give = speaksAs(grants!) ? handingOver.askExtension : handingOver.extend;
      return stateOf(await changeRequest(write, options, give(extension)));
    },
  );
  decided<{ reason: string }>(handingOverCalls.refuseRequest, (b) => handingOver.refuseExtension(b.reason));
  decided<{ words?: string }>(handingOverCalls.urgeRequest, (b) => handingOver.urge(b.words));
  decided<On>(handingOverCalls.superviseRequest, (b) => handingOver.supervise(b.on, b.words));
  decided(handingOverCalls.resolveRequest, () => closing.resolve);
  decided<{ words?: string }>(handingOverCalls.reopenRequest, (b) => closing.reopen(b.words));

  deskWrite<ReplyBody>(app, context, replyCalls.replyToRequest, async (write, options, body, { grants }) => {
    const { board } = context.storage.boards.get(deskOf(options))!;
    const { author = board.title, role, kind, audience, fill } = body;
    const text = fill
      ? fillFor(await loadRequest(write, options.board, options.id), board, body.body)
      : body.body;
    const { row, proposal } = await replyOrPropose(write, options, {
      author,
      role,
      kind,
      audience,
      body: text,
      // A unit speaks for itself, whatever it says.
      ...speaksAs(grants!),
    });
    return { ...stateOf(row), ...(proposal && { proposal }) };
  });
  deskWrite<{ body: string }>(
    app,
    context,
    replyCalls.correctReply,
    async (write, options, said, request) => {
      const { board } = context.storage.boards.get(deskOf(options))!;
      const sent = await loadReply(write, options, (request.params as { reply: string }).reply);
      const { kind, audience } = sent as Pick<NewReply, 'kind' | 'audience'>;
      const speaker = { author: board.title, role: 'newsroom' as const, ...speaksAs(request.grants!) };
      const words = { ...speaker, kind, audience, body: said.body };
      const { row, proposal } = await replyOrPropose(write, options, words, sent);
      return { ...stateOf(row), ...(proposal && { proposal }) };
    },
  );
  const proposalOf = (request: FastifyRequest) => (request.params as { proposal: string }).proposal;
  deskWrite(app, context, replyCalls.approveProposal, async (write, options, _, request) =>
    stateOf(await approve(write, options, proposalOf(request))),
  );
  deskWrite<{ reason: string }>(
    app,
    context,
    replyCalls.sendBackProposal,
    async (write, options, { reason }, request) =>
      stateOf(await sendBack(write, options, proposalOf(request), reason)),
  );
}
