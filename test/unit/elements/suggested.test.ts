import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { Suggested } from '../../../src/elements/board/compose/suggested.js';
import type { Suggestions } from '../../../src/model/index.js';

const explained: Suggestions = { requests: [], explainers: [{ id: 'e', title: '透析', body: '' }] };

describe('suggestions for a text', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  const start = (suggest?: (text: string) => Promise<Suggestions>) => {
    const asked: string[] = [];
    const adapter = {
      capabilities: { dedupe: 'key', suggest: Boolean(suggest) },
      suggest: suggest && ((text: string) => (asked.push(text), suggest(text))),
    } as unknown as HelpBoardAdapter;
    const view = { addController: () => undefined, requestUpdate: () => undefined } as never;
    const suggested = new Suggested(view, () => adapter);
    const pause = async () => {
      mock.timers.tick(1000);
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    };
    return { suggested, asked, pause };
  };

  it('stay after a failure, and the next pause asks again for the same words', async () => {
    let failing = false;
    const { suggested, asked, pause } = start(async () => {
      if (failing) throw new HelpBoardError('network');
      return explained;
    });
    suggested.watch('母亲要做透析');
    await pause();
    assert.equal(suggested.found, explained);
    failing = true;
    suggested.watch('母亲要做透析，没有车');
    await pause();
    assert.equal(suggested.found, explained);
    failing = false;
    suggested.watch('母亲要做透析，没有车');
    await pause();
    assert.deepEqual(asked, ['母亲要做透析', '母亲要做透析，没有车', '母亲要做透析，没有车']);
  });

  it('are not asked for where the backend has none, for a word or two, or once the form is gone', async () => {
    const none = start();
    none.suggested.watch('母亲要做透析');
    await none.pause();
    assert.deepEqual(none.suggested.found.explainers, []);
    const { suggested, asked, pause } = start(async () => explained);
    suggested.watch('透析');
    await pause();
    suggested.watch('母亲要做透析');
    suggested.hostDisconnected();
    await pause();
    assert.deepEqual(asked, []);
  });
});
