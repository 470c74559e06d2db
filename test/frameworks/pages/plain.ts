import type { HelpBoard } from 'help-board';

const backend = 'https://help.example.cn/api';

// Before it is defined: what is set waits for it.
const board = document.createElement('help-board') as HelpBoard;
board.board = 'qingxi';
board.backend = backend;
board.user = { name: '王秀兰', phone: '10000004321' };
board.textSize = 'large';
board.textContent = '急事请拨 120';
const home = document.createElement('help-board-home');
home.setAttribute('board', 'qingxi');
home.setAttribute('backend', backend);
const open = document.createElement('button');
open.textContent = '打开或收起';
open.addEventListener('click', () => (board.isConnected ? board.remove() : open.after(board)));
const code = document.createElement('output');
board.addEventListener('help-board-sent', ({ detail }) => (code.textContent = detail.receipt.trackingCode));
document.querySelector('#app')!.append(home, open, board, code);

await Promise.all([import('help-board'), import('help-board/home')]);
