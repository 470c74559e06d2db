import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guessCategory } from '../../../src/elements/board/compose/category-guess.js';
import { TEMPLATES } from '../../../src/model/index.js';

const { categories } = TEMPLATES.epidemic();
const guess = (text: string, alike: string[] = []) =>
  guessCategory(
    text,
    categories,
    alike.map((category) => ({ category })),
  )?.code;

describe('the category a text seems to be about', () => {
  it('is found by the words of the board itself', () => {
    assert.equal(guess('我妈妈每周要做三次透析'), 'medical');
    assert.equal(guess('家里断药三天了'), 'medicine');
    assert.equal(guess('孩子奶粉和尿不湿都没有了'), 'supplies');
    assert.equal(guess('健康码变成红码了'), 'health-code');
  });

  it('is found by like requests where the words say nothing', () => {
    assert.equal(guess('请帮帮我们'), undefined);
    assert.equal(guess('请帮帮我们', ['supplies']), undefined, 'one is none');
    assert.equal(guess('请帮帮我们', ['supplies', 'travel', 'supplies']), 'supplies');
  });

  it('is left to the person where two are as likely', () => {
    assert.equal(guess('断药了，也要透析'), undefined);
    assert.equal(guess(''), undefined);
    assert.equal(guessCategory('透析', []), undefined);
  });
});
