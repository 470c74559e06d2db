import type { Board, HelpRequest } from '../../model/index.js';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no XML may hold are left out. */
const text = (words: string): string =>
  words
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** People read the beginning of what has no title. */
const titleOf = ({ title, publicBody }: HelpRequest): string =>
  title ?? (publicBody.length > 30 ? `${publicBody.slice(0, 30)}…` : publicBody);

function entry(request: HelpRequest, site: string): string {
  const { id, author, category, createdAt, updatedAt, publicBody, replies } = request;
  const address = `${site}/r/${encodeURIComponent(id)}`;
  const answers = replies.map((reply) => `\n\n${reply.author}：${reply.body}`);
  return `  <entry>
    <id>${text(address)}</id>
    <title>${text(titleOf(request))}</title>
    <link href="${text(address)}"/>
    <published>${createdAt}</published>
    <updated>${updatedAt}</updated>
    <author><name>${text(author)}</name></author>
    <category term="${text(category)}"/>
    <content type="text">${text(publicBody + answers.join(''))}</content>
  </entry>
`;
}

/** An Atom feed (RFC 4287) of public requests. All of it is text: nothing that people wrote is ever markup. */
export function atomFeed(board: Board, requests: HelpRequest[], site: string): string {
  const entries = [...requests].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const times = entries.map(({ updatedAt }) => updatedAt).sort();
  const address = `${site}/api/boards/${encodeURIComponent(board.key)}/feed.atom`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${text(address)}</id>
  <title>${text(board.title)}</title>
  <link rel="self" href="${text(address)}"/>
  <updated>${times.at(-1) ?? '1970-01-01T00:00:00.000Z'}</updated>
${entries.map((request) => entry(request, site)).join('')}</feed>
`;
}
