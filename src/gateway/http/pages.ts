import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HelpBoardError } from '../../adapters/errors.js';
import { Files, sendFile } from './files.js';
import { sendProblem } from './problems.js';
import { Versions } from './versions.js';

export interface PagesOptions {
  /** The data folder: it keeps what pages pin. */
  dataDir: string;
  /** Folder of the built widget. */
  widget?: string;
  /** Folder of a site to serve beside it. */
  demo?: string;
}

/** The newsroom's page, built beside this program. */
const OWN = fileURLToPath(new URL('./pages', import.meta.url));

/** What the widget consists of; nothing else of its folder is served. */
const WIDGET =
  /^\/(?:help-board(?:-sw|-place|-frame|\.one)?\.js|help-board-frame\.html|integrity\.json|custom-elements\.json|(?:modern|legacy)\/.+)$/;
/** A version that a page names: it never changes. */
const PINNED = /^\/v\/(.+)$/;
/** The sheet of old browsers is empty, and stays it. */
const HASHED = /\/c\/[^/]+-[\w-]{8}\.js(?:\.map)?$|^\/legacy\/styles\.css$/;

/** The entry names its chunks, so it must be young; they carry a hash of what is in them and never change. */
const ENTRY_CACHING = 'public, max-age=60, stale-while-revalidate=600';
const HASHED_CACHING = 'public, max-age=31536000, immutable';

/** What a careful host page would send: the widget must live with it. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html help-board',
].join('; ');

/** The desk and the CMS are never shown inside of another page, where a click could be led astray; all others may be. */
const policyOf = (path: string): string => {
  const isDesk = /^\/desk(?:[/.]|$)/.test(path);
  const isClosed = isDesk || /^\/admin(?:[/.]|$)/.test(path);
  // The desk reads sheets to print, by a policy of its own beside those of the elements.
  return `${POLICY}${isDesk ? ' help-board-desk' : ''}; frame-ancestors ${isClosed ? "'none'" : '*'}`;
};

const NOT_FOUND = `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>没有这个页面</title>
<h1>没有这个页面</h1><p><a href="/">回到首页</a></p><p lang="en">There is no such page.</p></html>
`;

/** `/` → index.html, `/help` → help.html; a permalink opens the board's page, which reads the id from its address. */
function fileNames(path: string): string[] {
  if (path === '/') return ['index.html'];
  if (/^\/r\/[^/]+$/.test(path)) return ['help.html'];
  const plain = path.replace(/\/$/, '');
  return [plain, `${plain}.html`, `${plain}/index.html`];
}

function pathOf(request: FastifyRequest): string | undefined {
  try {
    return decodeURIComponent(request.url.split('?', 1)[0]!);
  } catch {
    return undefined;
  }
}

/** Everything that is not the API: the widget's files for every page of the world, and a site of one's own. */
export function pageRoutes(app: FastifyInstance, options: PagesOptions): void {
  const widget = options.widget === undefined ? undefined : new Files(options.widget);
  // A site's own page at an address of ours is shown instead of it.
  const sites = [options.demo, OWN].flatMap((folder) => (folder === undefined ? [] : [new Files(folder)]));

  const versions = new Versions(options.dataDir);
  const kept = versions.keep(options.widget).then(
    (why) => void (why && app.log.warn(why)),
    (error: unknown) => app.log.warn({ err: error }, 'this version of the widget cannot be kept'),
  );
  app.addHook('onClose', () => kept);

  const sendWidget = async (request: FastifyRequest, reply: FastifyReply, path: string) => {
    const pinned = PINNED.exec(path)?.[1];
    const hashed = HASHED.test(path);
    if (pinned) await kept;
    const file = pinned
      ? await versions.find(pinned)
      : ((await widget?.find(path)) ?? (hashed ? await versions.findHashed(path) : undefined));
    if (!file) return undefined;
    // Pages of other origins load it as modules.
    reply
      .removeHeader('content-security-policy')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    return sendFile(request, reply, file, pinned || hashed ? HASHED_CACHING : ENTRY_CACHING);
  };

  const sendPage = async (request: FastifyRequest, reply: FastifyReply, path: string) => {
    for (const [site, name] of sites.flatMap((site) =>
      fileNames(path).map((name) => [site, name] as const),
    )) {
      const file = await site.find(name);
      if (!file) continue;
      reply.header('x-robots-tag', 'noindex');
      if (file.type.startsWith('text/html')) reply.header('content-security-policy', policyOf(path));
      else reply.removeHeader('content-security-policy');
      return sendFile(request, reply, file, 'no-cache');
    }
    return undefined;
  };

  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request);
    if (path !== undefined && /^\/api(\/|$)/.test(path))
      return sendProblem(new HelpBoardError('not-found'), request, reply);
    if (path !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
      if (WIDGET.test(path) || PINNED.test(path)) await sendWidget(request, reply, path);
      else await sendPage(request, reply, path);
      // A reply is thenable and resolves to nothing: only it can say whether it has been sent.
      if (reply.sent) return reply;
    }
    return reply
      .code(404)
      .header('content-security-policy', "default-src 'none'")
      .type('text/html; charset=utf-8')
      .send(NOT_FOUND);
  });
}
