import type { Board, Submission } from '../../model/index.js';
import type { OrderValues } from './order.js';

const TITLE_LENGTH = 40;

/** A subject for backends that want one: the title, else the first line. */
const titleOf = ({ title, body }: Submission): string => {
  const line = title?.trim() || (body.trim().split(/\r?\n/, 1)[0] ?? '');
  const signs = [...line];
  return signs.length > TITLE_LENGTH ? `${signs.slice(0, TITLE_LENGTH - 1).join('')}…` : line;
};

/** What hotlines have no field for is written below the text: whom the person asked, for whom, the board's own fields. */
function contentOf(submission: Submission, { attributes }: Pick<Board, 'attributes'>): string {
  const { body, tried, forSomebodyElse, attributes: values } = submission;
  const lines = Object.keys(values).map((code) => {
    const attribute = attributes.find((of) => of.code === code);
    const names = [values[code]!].flat().map((key) => {
      return attribute?.values?.find((value) => value.key === String(key))?.name ?? String(key);
    });
    return `${attribute?.description ?? code}：${names.join('、')}`;
  });
  if (forSomebodyElse) lines.unshift('替别人求助');
  if (tried.length) lines.unshift(`已经找过：${tried.join('、')}`);
  return lines.length ? `${body}\n\n${lines.join('\n')}` : body;
}

/** A submission as the values of an order under our key. */
export function orderOf(
  submission: Submission,
  key: string,
  board: Pick<Board, 'attributes'>,
): Partial<OrderValues> {
  const { category, urgency, region, contact, confidential = false, location, composedAt } = submission;
  return {
    ownId: key,
    title: titleOf(submission),
    content: contentOf(submission, board),
    ...{ category, urgency, confidential, createdAt: composedAt },
    name: contact.name,
    phone: contact.phone,
    ...(contact.address && { address: contact.address }),
    ...(region && { region }),
    ...(location && { location, ...location }),
  };
}
