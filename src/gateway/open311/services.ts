import { HelpBoardError } from '../../adapters/errors.js';
import type { Attribute, Board, Category } from '../../model/index.js';

const attributesFor = ({ attributes }: Board, { code }: Category): Attribute[] =>
  attributes
    .filter(({ categories }) => !categories || categories.includes(code))
    .sort((a, b) => a.order - b.order);

/** Whether a post gets its number at once, once an editor has let it through, or never: what the desk keeps has none in public. */
const typeOf = ({ features }: Board, { deskOnly }: Category): string =>
  deskOnly ? 'blackbox' : features.review ? 'batch' : 'realtime';

/** The board's categories as services. */
export const servicesOf = (board: Board) =>
  board.categories.map((category) => ({
    service_code: category.code,
    service_name: category.name,
    description: category.hint ?? category.name,
    metadata: attributesFor(board, category).length > 0,
    type: typeOf(board, category),
    keywords: '',
    group: board.title,
  }));

export function serviceOf(board: Board, code: string): Category {
  const category = board.categories.find((one) => one.code === code);
  if (!category) throw new HelpBoardError('not-found', { fields: { service_code: 'unknown' } });
  return category;
}

/** The fields of a service's form, as they are in ours. */
export const definitionOf = (board: Board, code: string) => ({
  service_code: code,
  attributes: attributesFor(board, serviceOf(board, code)).map((attribute) => ({
    variable: true,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.required,
    datatype_description: attribute.hint ?? '',
    order: attribute.order,
    description: attribute.description,
    ...(attribute.values && { values: attribute.values.map(({ key, name }) => ({ key, name })) }),
  })),
});
