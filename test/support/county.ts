import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Gateway, GatewayOptions } from '../../src/gateway/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const load = (file: string): Promise<any> => import(pathToFileURL(join(root, file)).href);

/** The demo's county: its news site and its CMS on the built gateway, in this process. */
export interface County {
  readonly url: string;
  readonly gateway: Gateway;
  /** Public ids of the board. */
  ids(count: number): Promise<string[]>;
  /** What the public reads. */
  shown(board?: string): Promise<any>;
  close(): Promise<void>;
}

export const BOARD = 'qingxi';

export async function startCounty(): Promise<County> {
  const dataDir = mkdtempSync(join(tmpdir(), 'help-board-county-'));
  const { createGateway } = (await load('src/gateway/dist/index.js')) as {
    createGateway(options: GatewayOptions): Promise<Gateway>;
  };
  const cms = (await load('demo/cms.mjs')).newCms();
  const gateway = await createGateway({
    ...{ dataDir, hostKeys: cms.hostKeys, logLevel: 'silent', jobsEvery: 500 },
    ...{ widget: join(root, 'dist'), demo: join(root, 'demo/site') },
  });
  cms.serve(gateway.app);
  const board = { key: BOARD, template: 'epidemic', title: '清溪县求助平台', region: '清溪县' } as const;
  await gateway.createBoard(board);
  await gateway.seed(BOARD);
  await cms.addEditor(gateway, BOARD);
  const url = (await gateway.listen({ port: 0 })).replace(/\/$/, '');
  const read = async (path: string) => (await fetch(`${url}/api/boards/${path}`)).json();
  return {
    url,
    gateway,
    ids: async (count) =>
      (await read(`${BOARD}/requests?sort=latest&limit=${count}`)).items.map(({ id }: { id: string }) => id),
    shown: async (key = BOARD) => (await read(key)).home,
    async close() {
      await gateway.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
