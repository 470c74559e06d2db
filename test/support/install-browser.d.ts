export function installPackages(...packages: string[]): boolean;
export function installBrowserIfMissing(): Promise<string | undefined>;
