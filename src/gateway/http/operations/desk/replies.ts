import {
  boolean,
  EVERY_ROLE,
  idSchema,
  instant,
  integer,
  list,
  NEWSROOM,
  object,
  oneOf,
  REPLY_KINDS,
  string,
} from '../../../../model/index.js';
import { PAGE_MAX } from '../../../storage/public-reads.js';
import { boardParam, requestParams, type Operation } from '../operation.js';
import { action, nothing, problems, stateFields, stateSchema, tag, words } from './action.js';

const role = oneOf(['newsroom', 'department', 'volunteer', 'hotline', 'institution'], {
  default: 'newsroom',
});
const audience = oneOf(['public', 'requester'], { default: 'public' });
export const replyFields = {
  body: string({ minLength: 1, maxLength: 5000 }),
  kind: oneOf(REPLY_KINDS),
};
export const replyOptions = {
  /** Who answers; the board's title when left out. */
  author: string({ minLength: 1, maxLength: 60 }),
  role,
  audience,
};

const sentSchema = object(stateFields, {
  /** It waits for its review under this id. */
  proposal: idSchema,
});

export const replyToRequest: Operation = {
  ...action(
    'reply',
    'Replies: an answer stops the clock, a question waits for the requester. In the paper’s name it may have to be approved first: until then nobody sees it, and the clock goes on.',
    object(replyFields, {
      ...replyOptions,
      /** Placeholders such as {称呼} in the text are filled in. */
      fill: boolean(),
    }),
    EVERY_ROLE,
  ),
  answer: sentSchema,
};

export const correctReply: Operation = {
  id: 'correctReply',
  method: 'POST',
  path: '/desk/boards/{board}/requests/{id}/replies/{reply}/correction',
  summary:
    'Puts other words in the place of a reply’s that is out; everything else of it stays as it is, and the words of before stay with the desk. In the paper’s name it goes through the same review as a reply; a unit corrects its own.',
  tag,
  roles: EVERY_ROLE,
  params: { ...requestParams, reply: string({ maxLength: 80 }) },
  revised: true,
  body: object({ body: replyFields.body }),
  status: 200,
  answer: sentSchema,
  problems,
};

const proposalParams = { ...requestParams, proposal: string({ maxLength: 80 }) };

export const proposalSchema = object(
  {
    id: idSchema,
    request: idSchema,
    at: instant(),
    writer: string(),
    author: string(),
    role,
    kind: oneOf(REPLY_KINDS),
    audience,
    body: string(),
    steps: integer(),
    approvals: list(object({ name: string(), at: instant() })),
    state: oneOf(['waiting', 'out', 'sent-back']),
  },
  {
    /** The reply that it puts right; left out, it is a new one. */
    corrects: idSchema,
  },
);

export const listProposals: Operation = {
  id: 'listProposals',
  method: 'GET',
  path: '/desk/boards/{board}/proposals',
  summary: 'Replies that wait for their review, the oldest first.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  query: object(
    {},
    { limit: integer({ minimum: 1, maximum: PAGE_MAX, default: 20 }), cursor: string({ maxLength: 80 }) },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({ items: list(proposalSchema) }, { next: string() }),
  problems,
};

const review = (
  name: string,
  path: string,
  summary: string,
  body = nothing as Operation['body'],
): Operation => ({
  id: name,
  method: 'POST',
  path: `/desk/boards/{board}/requests/{id}/proposals/{proposal}/${path}`,
  summary,
  tag,
  roles: NEWSROOM,
  params: proposalParams,
  revised: true,
  body,
  status: 200,
  answer: stateSchema,
  problems,
});

export const approveProposal = review(
  'approveProposal',
  'approval',
  'Approves a reply; after the last step it goes out. Its writer cannot, and nobody twice.',
);
export const sendBackProposal = review(
  'sendBackProposal',
  'return',
  'Sends a reply back to its writer, with the reason.',
  object({ reason: words }),
);
