import type { Flag } from '../../model/index.js';
import type { RequestRow } from '../storage/projection.js';

export const flagsOf = (row: Pick<RequestRow, 'flags'>): Flag[] => JSON.parse(row.flags) as Flag[];

export function withFlag(row: Pick<RequestRow, 'flags'>, flag: Flag, on: boolean): string {
  const others = flagsOf(row).filter((known) => known !== flag);
  return JSON.stringify(on ? [...others, flag] : others);
}
