import { expect, waitUntil } from '@open-wc/testing';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { OwnStates } from '../../../src/elements/board/mine/own-states.js';
import type { OwnRequest } from '../../../src/model/index.js';
import { fakeAdapter, ownRequest, sent } from '../request/surroundings.js';

it('of two looks at one request the later one counts, whichever answer comes first', async () => {
  const answers: ((own: OwnRequest) => void)[] = [];
  const adapter = fakeAdapter({
    own: () => new Promise<OwnRequest>((answer) => answers.push(answer)),
  } as Partial<HelpBoardAdapter>);
  const view = {
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  };
  const own = new OwnStates(view, () => adapter);
  const receipt = sent('a').receipt!;
  own.read(receipt);
  own.read(receipt);
  answers[1]!(ownRequest(receipt.id, { stage: 'answered' }));
  await waitUntil(() => own.of(receipt).status === 'ready');
  answers[0]!(ownRequest(receipt.id, { stage: 'submitted' }));
  await waitUntil(() => !own.busy);
  expect(own.known(receipt.id)!.stage).to.equal('answered');
});
