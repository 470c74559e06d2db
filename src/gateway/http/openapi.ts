import type { ErrorCode } from '../../adapters/errors.js';
import { ERROR_CODES } from '../../adapters/error-codes.js';
import {
  additionSchema,
  attributeSchema,
  boardSchema,
  categorySchema,
  changeSchema,
  contactSchema,
  figuresSchema,
  helpRequestSchema,
  homeSlotSchema,
  slotContentSchema,
  slotShowingSchema,
  slotStateSchema,
  slotVersionSchema,
  integer,
  list,
  object,
  oneOf,
  ownRequestSchema,
  receiptSchema,
  record,
  replySchema,
  requestPageSchema,
  statsSchema,
  string,
  submissionSchema,
  timelineEntrySchema,
  trackedSchema,
  type Schema,
} from '../../model/index.js';
import { operations, type Operation } from './operations/index.js';
import { isRepeatable, keyHeader } from './operations/operation.js';
import { STATUS } from './problems.js';
import { bodySchema } from './revision.js';

const problemSchema = object(
  { type: string(), title: string(), status: integer(), code: oneOf(ERROR_CODES) },
  {
    retryAfter: integer(),
    fields: record(string()),
    receipt: receiptSchema,
    revision: integer(),
    changes: list(changeSchema),
  },
);

/** The things of the model that appear in several calls, by name. */
const NAMED: Record<string, Schema<unknown>> = {
  Addition: additionSchema,
  Attribute: attributeSchema,
  Board: boardSchema,
  Category: categorySchema,
  Contact: contactSchema,
  Figures: figuresSchema,
  HelpRequest: helpRequestSchema,
  HomeSlot: homeSlotSchema,
  SlotContent: slotContentSchema,
  SlotVersion: slotVersionSchema,
  SlotShowing: slotShowingSchema,
  SlotState: slotStateSchema,
  OwnRequest: ownRequestSchema,
  Problem: problemSchema,
  Receipt: receiptSchema,
  Reply: replySchema,
  RequestPage: requestPageSchema,
  Stats: statsSchema,
  Submission: submissionSchema,
  TimelineEntry: timelineEntrySchema,
  Tracked: trackedSchema,
};
const names = new Map(Object.entries(NAMED).map(([name, schema]) => [schema, name]));

/** The schema with every named one inside it replaced by a reference. */
function referring(schema: Schema<unknown>, whole = false): Record<string, unknown> {
  const name = names.get(schema);
  if (name && !whole) return { $ref: `#/components/schemas/${name}` };
  const { items, properties, additionalProperties, ...rest } = schema;
  const inside = Object.entries(properties ?? {}).map(([key, inner]) => [key, referring(inner)]);
  return {
    ...rest,
    ...(items && { items: referring(items) }),
    ...(properties && { properties: Object.fromEntries(inside) as unknown }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? referring(additionalProperties) : additionalProperties,
    }),
  };
}

const json = (schema: Schema<unknown>) => ({ 'application/json': { schema: referring(schema) } });
const binary = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, {}]));

function parametersOf(operation: Operation) {
  const { params, query, keyed, revised } = operation;
  const path = Object.entries(params ?? {}).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }));
  const asked = Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema,
  }));
  const key =
    keyed || isRepeatable(operation)
      ? [{ name: 'Idempotency-Key', in: 'header', required: !!keyed, schema: keyHeader }]
      : [];
  const seen = revised ? [{ name: 'If-Match', in: 'header', required: false, schema: string() }] : [];
  return [...path, ...asked, ...key, ...seen];
}

/** One entry a status: several of our codes may share one. */
function problemResponses(problems: readonly ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of problems) byStatus.set(STATUS[code]!, [...(byStatus.get(STATUS[code]!) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: referring(problemSchema) } },
      },
    ]),
  );
}

function operationObject(operation: Operation) {
  const { id, summary, tag, roles, rawBody, status, answer, rawAnswer, problems } = operation;
  const body = bodySchema(operation);
  const content = answer ? json(answer) : binary(rawAnswer ?? []);
  return {
    operationId: id,
    summary,
    tags: [tag],
    parameters: parametersOf(operation),
    ...(body && { requestBody: { required: !!body.required?.length, content: json(body) } }),
    ...(rawBody && { requestBody: { required: true, content: binary(rawBody) } }),
    ...(tag === 'requester' && { security: [{ requesterToken: [] }] }),
    ...(tag === 'session' && { security: [{ sessionCookie: [] }, {}] }),
    // For a bearer scheme this list holds roles (OpenAPI 3.1, security requirement object).
    ...(roles && { security: [{ deskToken: roles }] }),
    responses: {
      [status]: { description: 'Done', content },
      ...problemResponses(isRepeatable(operation) ? [...problems, 'already-received'] : problems),
    },
  };
}

/** The OpenAPI 3.1 document of the contract, made of the schemas that check every call. */
export function openapi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'help-board',
      version: '1.0.0',
      description: 'REST contract of the help board, version 1.',
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(NAMED).map(([name, of]) => [name, referring(of, true)])),
      securitySchemes: {
        requesterToken: { type: 'http', scheme: 'bearer', description: 'The token of a receipt.' },
        deskToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'From signing in, from `help-board-gateway token create`, or signed by a site that is known here.',
        },
        sessionCookie: { type: 'apiKey', in: 'cookie', name: 'help-board-session' },
      },
    },
  };
}
