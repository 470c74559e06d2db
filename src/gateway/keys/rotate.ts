import { GatewayError } from '../gateway-error.js';
import type { Jobs } from '../jobs.js';
import type { Storage } from '../storage/index.js';
import { readMark, storeMark } from '../storage/sealing.js';
import { addSealingKey, dropSealingKeys, newPart } from '../storage/secret-file.js';
import { countByKey, RESEAL } from './reseal.js';

export interface SealingKey {
  version: number;
  /** How many values it opens. */
  values: number;
  seals: boolean;
  retired: boolean;
}

/** The keys of what is private: see `Seal`. */
export interface Keys {
  list(): Promise<SealingKey[]>;
  /** A new key seals from now on, and everything is sealed anew with it; one that was begun is finished. Gives its number. */
  rotate(): Promise<number>;
  /** Takes the keys that nothing needs any more out of the secret; gives their numbers. */
  retire(): Promise<number[]>;
}

/** Whether one process alone uses the secret, and its file can be written here. */
const isOwnFile = ({ shared }: Storage): boolean => !shared && !process.env['HELP_BOARD_SECRET'];

export function keysOf(storage: Storage, jobs: Jobs, dataDir: string): Keys {
  const { seal } = storage.secret;

  function newKey(): void {
    if (seal.newest > seal.version) return;
    if (!isOwnFile(storage))
      throw new GatewayError(
        `Add this line to the secret of every process, start each anew, and then run this again:\n${newPart().trim()}`,
      );
    seal.add(addSealingKey(dataDir));
  }

  async function list(): Promise<SealingKey[]> {
    const counts = await countByKey(storage);
    return Array.from({ length: seal.newest }, (_, n) => n + 1).map((version) => ({
      ...{ version, values: counts.get(version) ?? 0 },
      ...{ seals: version === seal.version, retired: !seal.has(version) },
    }));
  }

  return {
    list,
    async rotate() {
      if ((await readMark(storage, 'resealed')) >= seal.version) {
        newKey();
        await storage.writes.write((context) => storeMark(context, 'sealing', seal.newest));
        seal.use(seal.newest);
      }
      if (!(await jobs.run(RESEAL)))
        throw new GatewayError('Another process is sealing everything anew: key list shows how far it is.');
      return seal.version;
    },
    async retire() {
      // The first line stays: receipts and tracking codes hang on it.
      const unused = (await list()).filter(
        ({ version, values, seals, retired }) =>
          version > 1 && version < seal.version && !values && !seals && !retired,
      );
      const versions = unused.map(({ version }) => version);
      if (!versions.length) return [];
      if (!isOwnFile(storage))
        throw new GatewayError(
          `Nothing needs ${versions.map((n) => `line ${n}`).join(', ')} any more: put the word retired in its place, in the secret of every process.`,
        );
      dropSealingKeys(dataDir, versions);
      for (const version of versions) seal.retire(version);
      return versions;
    },
  };
}
