import { attempt, session, signIn, useToken } from './api.js';
import { fold, form, h } from './dom.js';

/** Name and password, or a token; `done` once that was right. */
export const signInForms = (done: () => unknown): HTMLElement[] => [
  form(
    [
      { name: 'name', label: '用户名', required: true },
      { name: 'password', label: '密码', type: 'password', required: true },
    ],
    '登录',
    ({ name, password }: { name: string; password: string }) => attempt(() => signIn(name, password), ''),
    { then: done },
  ),
  fold(
    '用令牌登录',
    form(
      [{ name: 'token', label: '令牌', type: 'password', required: true }],
      '登录',
      ({ token }: { token: string }) => attempt(() => useToken(token).then(() => true), ''),
      { then: done },
    ),
  ),
];

let asking: Promise<void> | undefined;

/** Over the page as it is, so that what stands half written in it stays; goes on with what was under way. */
export const askAgain = (changed: () => unknown): Promise<void> =>
  (asking ??= new Promise<void>((signedIn, refused) => {
    const { name } = session.me!;
    const close = h('button', { click: () => dialog.close() }, '先不登录');
    const dialog: HTMLDialogElement = h(
      'dialog',
      { 'aria-label': '请重新登录' },
      h('h2', {}, '请重新登录'),
      h('p', {}, `${name}，您离开得久了，或者登录在别处退出了。您填的还在。`),
      h('p', { class: 'said', role: 'status' }),
      signInForms(() => {
        const same = session.me!.name === name;
        if (same) signedIn();
        dialog.close();
        if (!same) changed();
      }),
      close,
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      asking = undefined;
      refused(new Error('没有登录，这一步没有做。您填的还在，请再按一次并登录。'));
    });
    document.body.append(dialog);
    dialog.showModal();
  }));
