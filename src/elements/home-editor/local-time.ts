const two = (n: number): string => String(n).padStart(2, '0');

/** What `<input type="datetime-local">` gives, in the reader's own zone; `undefined` where it is empty, `NaN` for no time. */
export const readLocal = (value: string): number | undefined =>
  value.trim() ? new Date(value.trim().replace(' ', 'T')).getTime() : undefined;

/** For `<input type="datetime-local">`. */
export function writeLocal(at: number): string {
  const date = new Date(at);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The reader's zone, as `Asia/Shanghai, UTC+8`. */
export function zoneName(at = new Date()): string {
  const minutes = -at.getTimezoneOffset();
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const offset = `UTC${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${two(rest)}` : ''}`;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone ? `${timeZone}, ${offset}` : offset;
}
