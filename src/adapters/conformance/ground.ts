import type { Attribute, AttributeValue, Board, Submission } from '../../model/index.js';
import type { ConformanceOptions, ConformanceSubject, Ground } from './subject.js';

let keys = 0;
/** A UUID; random enough that two runs against one backend do not meet. */
function key(): string {
  const hex = Array.from({ length: 24 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const count = (++keys).toString(16).padStart(8, '0');
  return `${count}-${hex.slice(0, 4)}-4${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}

const valueFor = ({ datatype, values = [] }: Attribute): AttributeValue => {
  if (datatype === 'number') return 1;
  if (datatype === 'datetime') return '2026-04-01T08:00:00.000Z';
  const first = values[0]?.key ?? '';
  if (datatype === 'multivaluelist') return [first];
  return datatype === 'singlevaluelist' ? first : '无';
};

/** What the board's own form would send. */
function sample(board: Board): Submission {
  const category = board.categories[board.categories.length - 1]?.code ?? 'other';
  const asked = board.attributes.filter(
    (of) => of.required && (of.categories ?? [category]).includes(category),
  );
  return {
    category,
    urgency: 'routine',
    title: '路灯不亮',
    body: '门口三盏路灯不亮，老人晚上不敢出门。',
    contact: { name: '陈小梅', phone: '13800000000' },
    visibility: 'public',
    tried: [],
    attributes: Object.fromEntries(asked.map((attribute) => [attribute.code, valueFor(attribute)])),
    attachments: [],
    consents: {
      privacy: '1',
      ...Object.fromEntries(board.consents.map(({ kind, version }) => [kind, version])),
    },
    location: { latitude: 30.2, longitude: 119.5 },
    composedAt: '2026-04-01T08:00:00.000Z',
  };
}

export function groundOf(subject: ConformanceSubject, options: ConformanceOptions): Ground {
  return {
    ...subject,
    options,
    key,
    submission: async (changes) => ({
      ...(options.submission ?? sample)(await subject.adapter.loadBoard()),
      ...changes,
    }),
  };
}
