import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Running {
  /** What `ready` found. */
  readonly found: string;
  /** All of its processes at once, as in a power cut. */
  kill(): Promise<void>;
}

export interface RunOptions {
  /** It is ready when it says this. Without: at once. */
  ready?: RegExp;
  env?: NodeJS.ProcessEnv;
}

/** Starts a program in a process group of its own, and waits until it is ready. */
export async function run(command: string, args: string[], { ready, env }: RunOptions): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env });
  const exited = once(child, 'exit').catch(() => undefined);
  const kill = async () => {
    try {
      // A child that outlives the first one still writes into the profile.
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    await exited;
  };
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    const found = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        if (process.env.V) process.stderr.write(chunk);
        said += chunk;
        const match = ready?.exec(said);
        if (match) resolve(match[1] ?? match[0]);
      };
      const fail = (why: unknown) => reject(new Error(`${command}: ${why}\n${said.slice(-600)}`));
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', fail);
      child.on('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
      if (!ready) child.on('spawn', () => resolve(''));
      timer = setTimeout(fail, 30_000, 'is not ready');
    });
    return { found, kill };
  } catch (error) {
    await kill();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
