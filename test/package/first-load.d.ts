export function firstLoad(directory: string, entry: string): string[];
export function gzipped(file: string): number;
