import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { elements, reference } from './reference.js';

const manifest = JSON.parse(
  readFileSync(new URL('../../dist/custom-elements.json', import.meta.url), 'utf8'),
) as Parameters<typeof elements>[0];

/** What the public contract promises of `<help-board>`. */
const PROMISED = {
  attributes:
    'backend snapshot adapter board view tab request lang theme text-size page-size routing source no-stats no-compose no-comments no-me-too no-live',
  members: 'user messages compose open refresh flush clearDevice',
  events: 'ready navigate draft-saved submit queued sent send-failed error open me-too rated'.replace(
    /\S+/g,
    'help-board-$&',
  ),
  slots: 'header announcement footer empty',
} as const;

describe('the reference', () => {
  const board = elements(manifest).find(({ tagName }) => tagName === 'help-board')!;

  for (const [kind, names] of Object.entries(PROMISED))
    it(`has all ${kind} that are promised, each with a description`, () => {
      const listed = board[kind as keyof typeof PROMISED] as {
        name: string;
        description?: string;
        fieldName?: string;
      }[];
      for (const name of names.split(' ')) {
        const found = listed.find((one) => one.name === name);
        assert.ok(found, `${kind}: ${name}`);
        const field = board.members.find((one) => one.name === found.fieldName);
        assert.ok(found.description ?? field?.description, `${name} says nothing`);
      }
    });

  it('shows nothing of what is inside', () => {
    const names = [...board.attributes, ...board.members].map(({ name }) => name);
    for (const inner of ['texts', 'views', 'filter', 'words', 'viewsFailed', 'go', 'joined', 'prefill'])
      assert.ok(!names.includes(inner), inner);
  });

  it('is a page, and text in it is text', () => {
    const page = reference(manifest);
    assert.ok(page.includes('<h2>&lt;help-board&gt;</h2>') && page.includes('help-board-home'));
    const [element] = elements(manifest);
    const hostile = { ...element!, description: '<img src=x onerror=alert(1)>' };
    assert.ok(!reference({ modules: [{ declarations: [hostile] }] }).includes('<img src=x'));
  });
});
