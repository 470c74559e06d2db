import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createOutbox } from '../../../src/drafts/index.js';
import '../../../src/elements/board/mine/index.js';
import { press, surround } from '../request/surroundings.js';

describe('my requests on the real outbox', () => {
  it('opens in the form what was picked, a parked request or a draft, whatever else this tab has open', async () => {
    const outbox = createOutbox({
      scope: 'test mine',
      send: () => Promise.reject(new HelpBoardError('invalid')),
    });
    await outbox.ready;
    const parked = await outbox.open('request');
    await outbox.save(parked.key, { body: '停下的' }, '停下的');
    await outbox.enqueue(parked.key, { body: '停下的' }, '停下的');
    await waitUntil(() => outbox.entries().some(({ delivery }) => delivery === 'attention'));
    const draft = await outbox.open('request');
    await outbox.save(draft.key, { body: '新写的' }, '新写的');
    // Its form has been left: who is in this view is in no form.
    outbox.leave(draft.key);

    const around = await surround(html`<help-board-mine></help-board-mine>`, { outbox });
    const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
    const item = (key: string) => view.querySelector<HTMLElement>(`[data-key="${key}"]`);
    await waitUntil(() => item(parked.key) && item(draft.key));
    press(item(parked.key)!, '改一改');
    await waitUntil(() => around.went.length === 1);
    expect((await outbox.open('request')).key).to.equal(parked.key);
    press(item(draft.key)!, '接着写');
    await waitUntil(() => around.went.length === 2);
    expect((await outbox.open('request')).key).to.equal(draft.key);

    await outbox.clear();
    outbox.close();
  });
});
