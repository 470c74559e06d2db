import { HelpBoardError } from '../../adapters/errors.js';
import { requiredConsents, type Board, type Category, type Submission } from '../../model/index.js';

/** The category it is filed under: one the board does not know goes to the last, never to a refusal. */
export function categoryFor(code: string, board: Pick<Board, 'categories'>): Category | undefined {
  return board.categories.find((c) => c.code === code) ?? board.categories[board.categories.length - 1];
}

const VALUE_MAX = 2000;
const CHOICES_MAX = 50;

/**
 * An attribute's value is a text, a number or keys of a multiple choice. Whether the board still knows the attribute, or
 * the choice, is not asked: a form of yesterday must go through.
 */
function attributeFault(value: unknown): string | undefined {
  if (typeof value === 'number') return isFinite(value) ? undefined : 'type';
  if (typeof value === 'string') return value.length > VALUE_MAX ? 'maxLength' : undefined;
  if (!Array.isArray(value) || value.some((v) => typeof v !== 'string')) return 'type';
  if (value.length > CHOICES_MAX) return 'maxItems';
  return value.some((v: string) => v.length > VALUE_MAX) ? 'maxLength' : undefined;
}

/** The rules that a schema cannot say. Throws `invalid` with the fields at fault. */
export function checkSubmission(submission: Submission, board: Board): void {
  const fields: Record<string, string> = {};
  if (!submission.body.trim()) fields['body'] = 'missing';
  // A promise of an answer means little where nobody can be rung back.
  if (!submission.contact.phone.trim()) fields['contact.phone'] = 'missing';
  if (submission.attachments.length > board.features.photos) fields['attachments'] = 'maxItems';
  for (const [code, value] of Object.entries(submission.attributes)) {
    const fault = attributeFault(value);
    if (fault) fields[`attributes.${code}`] = fault;
  }
  const category = categoryFor(submission.category, board)?.code ?? submission.category;
  for (const consent of requiredConsents({ ...submission, category }, board)) {
    if (!submission.consents[consent]) fields[`consents.${consent}`] = 'missing';
  }
  if (Object.keys(fields).length) throw new HelpBoardError('invalid', { fields });
}
