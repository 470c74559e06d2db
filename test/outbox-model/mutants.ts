/** A way to break the outbox, or what it relies on, by which others have lost or doubled what people wrote. */
export interface Mutant {
  name: string;
  file: string;
  from: string;
  to: string;
  /** What it is noticed by: failing otherwise is no proof that this is watched. */
  complaint: RegExp;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'shifts before it sends (workbox)',
    file: 'src/drafts/drain.ts',
    from: 'return { put: [put], result: { put,',
    to: 'return { remove: found, result: { put,',
    complaint: /is deleted, and was queued/,
  },
  {
    name: 'takes a 500 as delivered (workbox)',
    file: 'src/drafts/policy.ts',
    from: 'const code = failure.code as ErrorCode;',
    to: `const code = failure.code as ErrorCode;
      if (code === 'server') return { delivery: 'sent', receipt: { key: circumstances.key, id: 'r0' } as never, sameText: true };`,
    complaint: /is shown as sent, and is not/,
  },
  {
    name: "takes anybody's receipt",
    file: 'src/drafts/policy.ts',
    from: 'receipt.key === key && receipt.id',
    to: 'receipt.id',
    complaint: /is shown as sent, and is not/,
  },
  {
    name: "parks what a firewall's 403 has refused",
    file: 'src/drafts/policy.ts',
    from: 'if (isFinal(code))',
    to: 'if (isFinal(code) || failure.status === 403)',
    complaint: /is still attention|never arrived/,
  },
  {
    name: 'sends every try under a key of its own',
    file: 'src/drafts/drain.ts',
    from: 'send(snapshot(entry),',
    to: 'send({ ...snapshot(entry), key: device.key() },',
    complaint: /is recorded \d+ times|never arrived/,
  },
  {
    name: 'queues anew what is queued already: two clicks',
    file: 'src/drafts/freeze.ts',
    from: 'GONE.indexOf(stored.entry.delivery) >= 0',
    to: 'false',
    complaint: /is recorded \d+ times|receipt of .* is gone|did not go with/,
  },
  {
    name: 'drops the newer text when the older one arrives',
    file: 'src/drafts/drain.ts',
    from: 'put: newer ? [sent, newer] : [sent]',
    to: 'put: [sent]',
    complaint: /text \d+ is lost|photo .* is lost/,
  },
  {
    name: 'two tabs write one draft',
    file: 'src/drafts/record.ts',
    from: '(!writer || writer === me)',
    to: '(writer !== null || me)',
    complaint: /(text|photo) \S+ is lost/,
  },
  {
    name: 'sends again by itself where the backend knows no keys',
    file: 'src/drafts/drain.ts',
    from: "if (strict && found.entry.delivery === 'sending')",
    to: 'if (now < 0)',
    complaint: /is recorded \d+ times/,
  },
  {
    name: 'ignores the lock where the backend can only be searched',
    file: 'src/drafts/ownership.ts',
    from: 'if (!lock || asked !== era) return resolve(undefined);',
    to: 'if (!lock) return resolve(hold);',
    complaint: /is recorded \d+ times/,
  },
  {
    name: 'the backend records again under a known key',
    file: 'test/unit/drafts/model/backend.ts',
    from: "this.dedupe === 'key' ? this.rowOf(key) : undefined",
    to: 'undefined as Row | undefined',
    complaint: /is recorded \d+ times/,
  },
  {
    name: 'does not take over what a page wrote on its way out',
    file: 'src/drafts/take-over.ts',
    from: 'of words.left())',
    to: 'of words.left().slice(1e9))',
    complaint: /text \d+ is lost/,
  },
  {
    name: 'writes an older text over later last words',
    file: 'src/drafts/record.ts',
    from: 'said?.by === writer && said.nth >= nth',
    to: 'said?.by === null && nth < 0',
    complaint: /text \d+ is lost/,
  },
  {
    name: 'writes memory over the disk that another tab has written meanwhile',
    file: 'src/drafts/merge.ts',
    from: 'theyWrote ? { value: disk, rest: branch(ours, was, spare) } : { value: memory }',
    to: '{ value: memory }',
    complaint: /(text|photo) .* is lost/,
  },
  {
    name: 'leaves the photos behind when a text moves to another key',
    file: 'src/drafts/fork.ts',
    from: 'put: [stored], raw }',
    to: 'put: [stored] }',
    complaint: /photo .* is lost|did not go with/,
  },
  {
    name: 'deletes a draft that nobody was warned of',
    file: 'src/drafts/expiry.ts',
    from: 'return ends(warned);',
    to: 'return undefined;',
    complaint: /is deleted, and was draft/,
  },
];
