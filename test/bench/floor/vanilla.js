// Floor: fetch and one innerHTML.
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => text.replace(/[&<>"]/g, (character) => entities[character]);
const format = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short' });
const item = ({ id, nick, time, text, replies }) =>
  `<article class="item" data-id="${id}"><img src="/avatar.svg" alt=""><div><div class="meta"><b>${escape(nick)}</b> <time datetime="${new Date(time).toISOString()}">${format.format(time)}</time></div><p>${escape(text)}</p><button>回复</button>${replies.length ? `<div class="replies">${replies.map(item).join('')}</div>` : ''}</div></article>`;

const answer = await fetch('/api/list');
const items = await answer.json();
document.getElementById('list').innerHTML = items
  .map((root) => `<div class="root">${item(root)}</div>`)
  .join('');
