// The fictional county's content management system, as far as the demo needs one: somebody is signed in to it, and it vouches
// for them. It signs a token for a few minutes whenever its own page asks; the secret never leaves the server.
import { createHmac, randomBytes } from 'node:crypto';

const KID = 'qingxi-cms';
const MINUTES = 5;
/** As the gateway's accounts know them. */
const EDITOR = { name: 'wang.lin', displayName: '王琳' };

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A secret of this run, and the key by which the gateway knows it. */
export function newCms() {
  const secret = randomBytes(32);
  const hostKeys = JSON.stringify({
    keys: [{ kty: 'oct', kid: KID, alg: 'HS256', desk: true, k: secret.toString('base64url') }],
  });

  const token = () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { aud: 'help-board-desk', sub: EDITOR.name, iat: now, exp: now + MINUTES * 60 };
    const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: KID })}.${part(claims)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };

  /** The CMS's own call. A real one would look at the cookie of its session first; here everybody is the editor. */
  const serve = (app) =>
    app.post('/admin/token', (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { token: token() };
    });

  /** The editor's account at the gateway, with the role for the board; made once. */
  const addEditor = async ({ people }, board) => {
    const known = await people.list();
    if (!known.some(({ name }) => name === EDITOR.name)) await people.add(EDITOR);
    await people.setRole(EDITOR.name, { board, role: 'editor' }, true);
  };

  return { hostKeys, serve, addEditor, editor: EDITOR.displayName };
}
