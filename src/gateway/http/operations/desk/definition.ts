import {
  announcementSchema,
  array,
  attributeSchema,
  boardSchema,
  categorySchema,
  consentTextSchema,
  directoryEntrySchema,
  emergencyRuleSchema,
  explainerSchema,
  featuresSchema,
  integer,
  NEWSROOM,
  object,
  promiseSchema,
  string,
  type Schema,
} from '../../../../model/index.js';
import { boardParam, type Operation } from '../operation.js';
import { problems, tag } from './action.js';

/** What is left out stays as it is: nothing is put in its place. */
const someOf = ({ properties = {} }: Schema<unknown>, rules: Record<string, object> = {}): Schema<unknown> =>
  object(
    {},
    Object.fromEntries(
      Object.entries(properties).map(([name, { default: _, ...schema }]) => [
        name,
        { ...schema, ...rules[name] } as Schema<unknown>,
      ]),
    ),
  );

const line = (maxLength: number) => string({ minLength: 1, maxLength });
const many = <T>(items: Schema<T>, maxItems = 200) => array(items, { maxItems });
const hours = { minimum: 0.05, maximum: 2400 };

/** What somebody saw: where it has been changed since, nothing is done (409, `revision`). Left out: whatever it is now. */
const seen = { revision: string({ minLength: 1, maxLength: 40 }) };
const contents = {
  /** A line everybody must see; an empty one takes it away. */
  notice: string({ maxLength: 200 }),
  subtitle: string({ maxLength: 200 }),
  announcements: many(announcementSchema, 50),
  explainers: many(explainerSchema),
  directory: many(directoryEntrySchema, 500),
};
const definition = {
  ...{ title: line(60), region: line(60) },
  /** A closed board shows, but takes nothing new. */
  open: { type: 'boolean' } as Schema<boolean>,
  categories: array(categorySchema, { minItems: 1, maxItems: 60 }),
  attributes: many(attributeSchema, 60),
  regions: many(line(60), 500),
  tried: many(line(60), 50),
  promise: someOf(promiseSchema, { normalHours: hours, complexHours: hours, note: { maxLength: 200 } }),
  consents: many(consentTextSchema, 10),
  emergencyRules: many(emergencyRuleSchema, 50),
  features: someOf(featuresSchema, { photos: { minimum: 0, maximum: 9 } }),
  /** Days after its closing that a request keeps what is private; 0: for ever. */
  retentionDays: integer({ minimum: 0, maximum: 36_500 }),
};

export const readDefinition: Operation = {
  id: 'readDefinition',
  method: 'GET',
  path: '/desk/boards/{board}/definition',
  summary:
    'The board as its people have set it, how long it keeps what is private, and the revision that a change may be made on.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: object({ board: boardSchema, retentionDays: integer(), revision: string() }),
  problems,
};

export const changeContents: Operation = {
  ...readDefinition,
  id: 'changeContents',
  method: 'POST',
  sets: true,
  path: '/desk/boards/{board}/contents',
  summary: 'Changes what the newsroom writes around the board: notice, announcements, explainers, directory.',
  body: object({}, { ...seen, ...contents }),
};

export const changeDefinition: Operation = {
  ...readDefinition,
  id: 'changeDefinition',
  method: 'POST',
  sets: true,
  summary:
    'Changes what the board asks and offers: categories, fields, promise, consents, emergency words, comments, retention. What is left out stays.',
  roles: ['admin'],
  body: object({}, { ...seen, ...contents, ...definition }),
};
