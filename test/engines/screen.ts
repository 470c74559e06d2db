import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

let started: Promise<string> | undefined;

/** A screen that nobody sees, for browsers that must have one; one for all of them. */
export function screen(): Promise<string> {
  started ??= new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', '1280x1024x24'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdout.once('data', (number) => {
      resolve(`:${String(number).trim()}`);
      // It lives as long as we do, and does not keep us alive.
      child.unref();
      (child.stdout as Socket).unref();
    });
    // Asked kindly, it takes its lock file along.
    process.on('exit', () => child.kill());
  });
  return started;
}
