import {
  BODY_MAX,
  decode,
  requiredConsents,
  submissionSchema,
  type Board,
  type Category,
  type Submission,
} from '../../model/index.js';
import { HelpBoardError } from '../errors.js';

/** One the board does not know goes to the last, never to a refusal. */
const categoryFor = (code: string, { categories }: Board): Category | undefined =>
  categories.find((category) => category.code === code) ?? categories[categories.length - 1];

/** A copy of the submission as it is filed. Throws `invalid` with the fields at fault, or `board-closed`. */
export function admitted(given: Submission, board: Board): Submission {
  if (!board.open) throw new HelpBoardError('board-closed');
  const submission = decode(submissionSchema, given);
  if (!submission) throw new HelpBoardError('invalid', { fields: { body: 'schema' } });
  const category = categoryFor(submission.category, board)?.code ?? submission.category;
  const fields: Record<string, string> = {};
  if (!submission.body.trim()) fields['body'] = 'missing';
  if (submission.body.length > BODY_MAX) fields['body'] = 'maxLength';
  // A promise of an answer means little where nobody can be rung back.
  if (!submission.contact.phone.trim()) fields['contact.phone'] = 'missing';
  if (submission.attachments.length > board.features.photos) fields['attachments'] = 'maxItems';
  for (const consent of requiredConsents({ ...submission, category }, board)) {
    if (!submission.consents[consent]) fields[`consents.${consent}`] = 'missing';
  }
  if (Object.keys(fields).length) throw new HelpBoardError('invalid', { fields });
  return { ...submission, category };
}
