import { existsSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of processor that a process has used. Unlike the clock it says nothing of what else the machine is doing.
 * NaN where there is no /proc.
 */
export function processorTime(pid: number): number {
  if (!existsSync(`/proc/${pid}/stat`)) return NaN;
  const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[10]) + Number(fields[11])) * 10;
}
