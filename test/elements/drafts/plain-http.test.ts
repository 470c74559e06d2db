import { expect } from '@open-wc/testing';
import { newKey } from '../../../src/drafts/new-key.js';
import { sha256 } from '../../../src/drafts/sha256.js';

const KNOWN = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const abc = new TextEncoder().encode('abc');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('on plain http', () => {
  for (const secure of [true, false]) {
    it(`keys and hashes are the same ${secure ? 'with' : 'without'} what only secure pages have`, async () => {
      if (!secure) {
        Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
        Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
      }
      const { BigInt } = window;
      // Nor in Chromium 64.
      if (!secure) delete (window as { BigInt?: unknown }).BigInt;
      try {
        expect(await sha256(abc)).to.equal(KNOWN);
        const keys = Array.from({ length: 200 }, newKey);
        for (const key of keys) expect(key).to.match(UUID);
        expect(new Set(keys).size).to.equal(200);
      } finally {
        window.BigInt = BigInt;
        delete (crypto as { subtle?: unknown }).subtle;
        delete (crypto as { randomUUID?: unknown }).randomUUID;
      }
    });
  }
});
