import { HelpBoardError } from '../../adapters/errors.js';
import { spansOf, type BoardRules, type OpeningHours } from '../../model/index.js';
import { audit, type Actor } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Boards } from '../storage/boards.js';

/** Where a board stands in the tree, and by what rules it works. */
export function levelOf(boards: Boards, key: string) {
  const named = (one: string) => ({ key: one, title: boards.get(one)!.board.title });
  const { parent, rules } = boards.get(key)!;
  return {
    ...(parent && boards.get(parent) && { parent: named(parent) }),
    children: boards.children(key).map(named),
    rules,
  };
}

export interface LevelChange extends Partial<BoardRules> {
  /** Empty: there is none. */
  parent?: string;
}

function checkHours(hours: OpeningHours | undefined, field: string): void {
  if (hours && !spansOf(hours)) throw new HelpBoardError('invalid', { fields: { [field]: 'overlap' } });
}

/** Why a board cannot stand below another; nothing where it can. */
export function faultOfParent(boards: Boards, key: string, parent: string): 'unknown' | 'below' | undefined {
  if (!boards.get(parent)) return 'unknown';
  return boards.subtree(key).includes(parent) ? 'below' : undefined;
}

/** Sets what is given. What is due already stays due when it was: new rules are for what comes. */
export async function setLevel(
  context: WriteContext,
  boards: Boards,
  key: string,
  { parent, ...change }: LevelChange,
  { actor, at }: { actor: Actor; at: number },
): Promise<void> {
  checkHours(change.clock?.hours, 'clock.hours');
  for (const [code, own] of Object.entries(change.clock?.categories ?? {}))
    checkHours(own.hours, `clock.categories.${code}.hours`);
  const fault = parent ? faultOfParent(boards, key, parent) : undefined;
  if (fault) throw new HelpBoardError('invalid', { fields: { parent: fault } });
  const rules = { ...boards.get(key)!.rules, ...change };
  await boards.setLevel(context, key, rules, parent);
  const fields = [...Object.keys(change), ...(parent === undefined ? [] : ['parent'])];
  await audit(context, { actor, action: 'rules', board: key, at, detail: { fields } });
}
