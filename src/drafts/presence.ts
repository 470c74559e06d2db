/** A page that lives says so within this time, ms. One that is dead or frozen never does. */
const MOMENT = 500;

export interface Presence {
  /** Whether the page with this nonce says that it is there. */
  ask(owner: string): Promise<boolean>;
  close(): void;
}

/** The roll-call of pages: answers for this one, asks for others. Undefined where pages cannot talk. */
export function createPresence(
  name: string,
  me: string,
  later: (ms: number, run: () => void) => () => void,
): Presence | undefined {
  if (typeof BroadcastChannel !== 'function') return undefined;
  const channel = new BroadcastChannel(name);
  const waiting = new Set<(owner: unknown) => void>();
  channel.onmessage = ({ data: [asked, here] }) => {
    if (asked === me) channel.postMessage([0, me]);
    waiting.forEach((hear) => hear(here));
  };
  return {
    ask: (owner) =>
      new Promise((resolve) => {
        const end = (there: boolean) => {
          waiting.delete(hear);
          cancel();
          resolve(there);
        };
        const hear = (here: unknown) => here === owner && end(true);
        const cancel = later(MOMENT, () => end(false));
        waiting.add(hear);
        channel.postMessage([owner]);
      }),
    close: () => channel.close(),
  };
}
