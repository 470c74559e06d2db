/** What the script tag left for the elements on the page's one global, `window.helpBoard`. */
export interface HelpBoardPage {
  /** Origin of the script. */
  origin?: string;
  /** Answers asked for before the elements' code had loaded, by URL. Each is taken once. */
  early?: Record<string, Promise<Response> | undefined>;
}

const page = (): HelpBoardPage => (window as { helpBoard?: HelpBoardPage }).helpBoard ?? {};

/** `/api` at the script's own origin; at the page's, where there was no script tag. */
export function defaultBackend(): string {
  return `${page().origin ?? ''}/api`;
}

/** The answer the loader asked for already, once. */
export function earlyAnswer(url: string): Promise<Response> | undefined {
  const { early } = page();
  const answer = early?.[url];
  // Left as a mark: the script does not ask for it a second time.
  if (early) early[url] = undefined;
  return answer;
}
