import {
  dueAt,
  decode,
  helpRequestSchema,
  maskText,
  type Attribute,
  type Category,
  type HelpRequest,
  type Promised,
  type Stage,
} from '../../model/index.js';

export type Json = Record<string, unknown>;

/** GeoReport answers are lists of objects; some servers send a lone one. */
export const objects = (json: unknown): Json[] =>
  (Array.isArray(json) ? (json as unknown[]) : [json]).filter(
    (item): item is Json => typeof item === 'object' && item !== null && !Array.isArray(item),
  );

/** A text or number as a text; empty ones, and "null" in letters, are none. */
export function word(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text && text !== 'null' ? text : undefined;
}

/** A key of a choice; some servers send an object around it. */
function keyOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return word(value);
  return Object.values(value).map(word).find(Boolean);
}

/** A date with its zone; one without is none: nobody knows where the server stands. */
const instant = (value: unknown): string | undefined => {
  const text = word(value);
  const at = text && /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  return isNaN(at) ? undefined : new Date(at).toISOString();
};

export const categoryOf = (service: Json): Category[] => {
  const code = word(service['service_code']);
  const hint = word(service['description']);
  return code ? [{ code, name: word(service['service_name']) ?? code, ...(hint && { hint }) }] : [];
};

/** Between a service and the code of its attribute: two services may mean different things by one code. */
export const OF_SERVICE = '~';

/** A form's field, or nothing where it only tells something (`variable: false`). */
export function attributeOf(service: string, given: Json): Attribute[] {
  const code = word(given['code']);
  if (!code || given['variable'] === false || given['variable'] === 'false') return [];
  const values = objects(given['values'] ?? []).flatMap((value) => {
    const key = keyOf(value['key']);
    return key === undefined ? [] : [{ key, name: word(value['name']) ?? key }];
  });
  const types = ['number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist'] as const;
  const datatype = types.find((type) => type === given['datatype']) ?? 'string';
  // A choice between nothing cannot be answered: it is asked as a text.
  const isList = /list$/.test(datatype);
  return [
    {
      code: service + OF_SERVICE + code,
      datatype: isList && !values.length ? 'string' : datatype,
      description: word(given['description']) ?? code,
      required: given['required'] === true || given['required'] === 'true',
      order: Number(word(given['order']) ?? 0) || 0,
      ...(values.length && { values }),
      categories: [service],
      private: true,
    },
  ];
}

const STAGES: Record<string, Stage> = { open: 'submitted', closed: 'resolved' };

/**
 * A request as it is shown. Open and closed are all that GeoReport knows; anything else is unknown, with the server's word.
 * `undefined` for what has no id, no date or no text.
 */
export function requestOf(given: Json, board: string, promise: Promised): HelpRequest | undefined {
  const id = word(given['service_request_id']);
  const createdAt = instant(given['requested_datetime']);
  const description = word(given['description']) ?? word(given['service_name']);
  if (!id || !createdAt || !description) return undefined;
  const status = word(given['status']) ?? '';
  const stage = STAGES[status.toLowerCase()] ?? 'unknown';
  const updatedAt = instant(given['updated_datetime']) ?? createdAt;
  const notes = word(given['status_notes']);
  const agency = word(given['agency_responsible']);
  const media = word(given['media_url']);
  const answered = stage === 'resolved' && notes;
  const last = {
    at: updatedAt,
    stage,
    ...(agency && { by: agency }),
    ...(stage === 'unknown' && { rawLabel: status }),
  };
  return decode(helpRequestSchema, {
    ...{ id, board, createdAt, updatedAt, stage },
    region: maskText(word(given['address']) ?? ''),
    category: word(given['service_code']),
    publicBody: maskText(description),
    dueAt:
      instant(given['expected_datetime']) ?? new Date(dueAt(Date.parse(createdAt), promise)).toISOString(),
    replies: notes
      ? [
          {
            id: `${id}-notes`,
            author: agency ?? '',
            role: 'institution',
            body: maskText(notes),
            at: updatedAt,
            kind: stage === 'resolved' ? 'answer' : 'acknowledgement',
          },
        ]
      : [],
    timeline: [{ at: createdAt, stage: 'submitted' }, ...(stage === 'submitted' ? [] : [last])],
    attachments: media && /^https?:\/\//i.test(media) ? [{ url: media }] : [],
    ...(agency && { assignee: { kind: 'institution', name: agency } }),
    ...(answered && { answeredAt: updatedAt }),
  });
}
