import 'help-board/home-editor';
import type {} from 'help-board/react';
import type { HostUser } from 'help-board';
import { createRoot } from 'react-dom/client';

const backend = 'https://help.example.cn/api';
const user: HostUser = { getToken: () => fetch('/cms/token').then((answer) => answer.text()) };

createRoot(document.querySelector('#app')!).render(
  <help-board-home-editor
    board="qingxi"
    backend={backend}
    user={user}
    page="/"
    site-css="/assets/site.css"
  />,
);
