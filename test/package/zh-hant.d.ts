export const PARTS: readonly string[];
export function traditional(part: string): string;
export function written(part: string): string;
