import type { Entry, Outbox } from '../../../../src/drafts/types.js';
import { tokensOf, type Payload, type Said } from './log.js';
import { Tab } from './tab.js';
import type { World } from './world.js';

interface Form {
  key: string;
  tokens: number[];
  photos: string[];
  /** Photos that are on their way to the disk: nobody can send before they are there. */
  adding: number;
  /** The person has thrown it away: photos that are still on their way too. */
  discarded?: boolean;
  /** Copied from another tab, and not used since: this page's outbox does not know that a form has it. */
  copied?: boolean;
  /** The words of a copy, as long as this page's outbox was never given them. */
  unheard?: boolean;
  /** Copied, whatever became of it since. */
  copy?: boolean;
}

/** Forms a page has side by side: two boards, or a request and an addition. */
export const SLOTS = 2;

/** Somebody at a tab with two forms. Their text only ever grows, so that every token that was kept must be somewhere in the end. */
export class Person {
  tab: Tab;
  private forms: Array<Form | undefined> = [];
  private opening = new Set<number>();
  /**
   * Drafts that a photo is on its way to, from whichever form. A form does not open before the half that attaches is there, so
   * that takes milliseconds, and nobody has closed the form, opened it again and sent by then.
   */
  private attaching = new Set<string>();
  /** Everything is being taken off the device. */
  private clearing = false;
  /** Presses of this tab that nobody has said yes to yet. */
  private sending = new Set<Form>();

  constructor(private readonly world: World) {
    this.tab = new Tab(world);
  }

  private get log() {
    return this.world.log;
  }

  type(slot: number) {
    const form = this.forms[slot];
    if (!form) return this.open(slot, 'request');
    const token = this.log.number();
    form.copied = form.unheard = false;
    form.tokens = [...form.tokens, token];
    this.under(form, form.tokens);
    this.ask(
      'save',
      (outbox) => outbox.save(form.key, { tokens: form.tokens }, `${token}`),
      (outbox) => {
        // It may have gone on under another key meanwhile, which others see.
        this.under(
          form,
          form.tokens.filter((typed) => typed <= token),
        );
        if (this.log.isGone(outbox.keyOf(form.key), token)) this.log.gone.add(token);
        if (outbox.keeping === 'disk') this.log.kept.set(token, this.world.time);
      },
    );
  }

  photo(slot: number) {
    const form = this.forms[slot];
    if (!form) return;
    const number = this.log.number();
    const size = 10 + number;
    const bytes = new Uint8Array(size).map((_, i) => (i * size) % 251);
    form.adding++;
    this.attaching.add(form.key);
    const blob = Object.assign(new Blob([bytes], { type: 'image/jpeg' }), { bytes });
    this.ask(
      'photo',
      (outbox) => outbox.addPhoto(form.key, blob),
      (outbox, { sha256 }) => {
        form.adding--;
        this.attaching.delete(form.key);
        // Until then another form may be given the draft: the outbox learns of this one when it has all its code.
        form.copied = false;
        this.log.photoSizes.set(sha256, size);
        this.log.photoNumbers.set(sha256, number);
        const isGone = [form.key, outbox.keyOf(form.key)].some((key) => this.log.isGone(key, number));
        if (form.discarded || isGone) this.log.gone.add(sha256);
        this.under(form, [sha256]);
        form.photos = [...form.photos, sha256];
        if (outbox.keeping === 'disk') this.log.photos.set(sha256, this.world.time);
      },
    );
  }

  removePhoto(slot: number) {
    const form = this.forms[slot];
    const [hash, ...rest] = form?.photos ?? [];
    if (!form || !hash) return;
    form.photos = rest;
    this.log.gone.add(hash);
    this.ask('removal', (outbox) => outbox.removePhoto(form.key, hash));
  }

  send(slot: number, { times, bad, forget }: { times: number; bad: boolean; forget: boolean }) {
    const form = this.forms[slot];
    if (!form?.tokens.length || form.adding || this.attaching.has(form.key)) return;
    const press = this.log.number();
    // Some pages save once more before they send.
    if (press % 2) this.ask('save', (outbox) => outbox.save(form.key, { tokens: form.tokens }, ''));
    // A form shows what has come to its draft since it was opened, too.
    const { outbox } = this.tab;
    const shown = outbox.entries().find(({ key }) => key === outbox.keyOf(form.key));
    const late = shown?.delivery === 'draft' ? shown.photos.map(({ sha256 }) => sha256) : [];
    const photos = [
      ...form.photos,
      ...late.filter((hash) => !form.photos.includes(hash) && !this.log.gone.has(hash)),
    ];
    const attachments = photos.map((sha256) => ({ sha256 }));
    // The photos of a copy go with whichever is sent first.
    const safe = photos.filter((hash) => this.log.photos.has(hash));
    if (!form.copy) this.log.sentWith.set(press, safe);
    const said: Said = { tokens: form.tokens, press, ...(bad && { bad }) };
    const payload: Payload = { body: JSON.stringify(said), attachments };
    this.sending.add(form);
    let told = 0;
    for (let i = 0; i < times; i++) {
      this.log.again.set(form.key, (this.log.again.get(form.key) ?? -1) + 1);
      this.ask(
        'press',
        (outbox) => outbox.enqueue(form.key, payload, '', { forget }),
        (outbox) => {
          this.sending.delete(form);
          if (outbox.keeping === 'disk') this.log.pressed.set(press, outbox.keyOf(form.key));
          if (++told === times) outbox.leave(form.key);
        },
      );
    }
    this.forms[slot] = undefined;
  }

  /** Opens an entry in the form; of one that has arrived, an addition to it. */
  edit(slot: number, which: number) {
    const entry = this.entry(which);
    if (!entry || this.forms[slot] || this.opening.has(slot) || this.holds(entry.key)) return;
    if (entry.receipt) return this.open(slot, `addition:${entry.receipt.id}`);
    const { tab } = this;
    this.opening.add(slot);
    this.ask(
      'edit',
      (outbox) => outbox.edit(entry.key, { open: true }),
      (outbox, may) => {
        if (tab !== this.tab) return;
        this.opening.delete(slot);
        const now = outbox.entries().find(({ key }) => key === entry.key);
        if (may && now && !this.holds(entry.key)) this.forms[slot] = formOf(now);
      },
    );
  }

  /** Goes on with an entry of the list, in a form that opens it. */
  resume(slot: number, which: number) {
    const entry = this.entry(which);
    if (!entry || this.forms[slot] || this.opening.has(slot)) return;
    const { tab } = this;
    this.ask(
      'resume',
      (outbox) => outbox.edit(entry.key),
      (_, may) => may && tab === this.tab && !this.forms[slot] && this.open(slot, entry.form),
    );
  }

  fresh(slot: number) {
    this.leave(slot);
    this.open(slot, 'request', true);
  }

  leave(slot: number) {
    const form = this.forms[slot];
    if (form) this.tab.outbox.leave(form.key);
    this.forms[slot] = undefined;
  }

  retry(which: number) {
    const entry = this.entry(which);
    if (!entry) return;
    this.log.again.set(entry.key, (this.log.again.get(entry.key) ?? 0) + 1);
    this.ask('retry', (outbox) => outbox.retry(entry.key));
  }

  discard(which: number) {
    const entry = this.entry(which);
    if (!entry) return;
    // What another tab adds while it is being thrown away goes with it, or stays.
    const give = () => {
      this.log.discarded.set(entry.key, this.log.number());
      this.log.give(entry.key, entry);
    };
    this.forms.forEach((form, slot) => {
      if (!form || this.tab.outbox.keyOf(form.key) !== entry.key) return;
      form.discarded = true;
      for (const thing of [...form.tokens, ...form.photos]) this.log.gone.add(thing);
      this.leave(slot);
    });
    give();
    this.ask('discard', (outbox) => outbox.discard(entry.key), give);
  }

  /** Everything is taken off the device; what the other tab's forms still show is not on it. */
  clear() {
    this.forms.forEach((_, slot) => this.leave(slot));
    this.cleared();
    this.clearing = true;
    this.ask(
      'clear',
      (outbox) => outbox.clear(),
      () => this.cleared(),
    );
  }

  private cleared() {
    this.clearing = false;
    this.log.clearedAt = this.log.number();
  }

  keep(which: number) {
    const entry = this.entry(which);
    if (entry) this.ask('keep', (outbox) => outbox.keep(entry.key));
  }

  /** The page is told that it goes, and then it is gone: what was typed until now is safe all the same. */
  go() {
    this.tab.life?.suspend();
    this.saidLastWords();
    this.crash();
  }

  hide() {
    this.tab.life?.hide();
    this.saidLastWords();
  }

  freeze() {
    if (this.tab.frozen) return;
    this.tab.freeze();
    this.saidLastWords();
  }

  crash() {
    this.tab.die();
    // It may have been done, with nobody left to hear of it.
    if (this.clearing) this.cleared();
    this.start();
  }

  /** The element leaves the page and is put there anew; the old outbox finishes what it has begun. */
  remount() {
    this.tab.outbox.close();
    this.saidLastWords();
    this.start();
  }

  /** The browser duplicates the other's tab: the same forms with the same keys, in a page of its own. */
  duplicate(other: Person) {
    this.tab.outbox.close();
    this.start();
    this.forms = other.forms.map((form) => form && { ...form, copied: true, unheard: true, copy: true });
  }

  private start() {
    this.tab = new Tab(this.world);
    this.forms = [];
    this.opening.clear();
    this.attaching.clear();
    this.sending.clear();
  }

  private saidLastWords() {
    if (this.tab.noNotes) return;
    for (const form of [...this.forms, ...this.sending])
      for (const token of form?.unheard ? [] : (form?.tokens ?? []))
        this.log.kept.set(token, this.world.time);
  }

  private open(slot: number, form: string, fresh = false) {
    if (this.opening.has(slot)) return;
    this.opening.add(slot);
    const { tab } = this;
    this.ask(
      'open',
      (outbox) => outbox.open(form, { fresh }),
      (outbox, entry) => {
        if (tab !== this.tab) return;
        this.opening.delete(slot);
        const other = this.forms.find((open) => open && outbox.keyOf(open.key) === entry.key);
        // A copy shows what it was copied with; the form that has asked for the draft is the one that has it.
        if (other?.copied) this.forms[this.forms.indexOf(other)] = undefined;
        else if (other) this.log.note(`two forms of one page have the draft ${entry.key}`);
        this.forms[slot] = formOf(entry);
      },
    );
  }

  private entry(which: number): Entry | undefined {
    const entries = this.tab.outbox.entries();
    return entries[which % Math.max(1, entries.length)];
  }

  private holds(key: string) {
    const { outbox } = this.tab;
    return this.forms.some((form) => form && outbox.keyOf(form.key) === key);
  }

  private under({ key }: Form, things: Iterable<number | string>) {
    this.log.put(key, things);
    this.log.put(this.tab.outbox.keyOf(key), things);
  }

  /** Every call is answered in the end, unless its tab dies. */
  private ask<T>(
    what: string,
    call: (outbox: Outbox) => Promise<T>,
    then?: (outbox: Outbox, answer: T) => void,
  ) {
    const { tab, log } = this;
    const pending = { what, dead: () => tab.dead };
    log.pending.add(pending);
    void call(tab.outbox).then(
      (answer) => {
        log.pending.delete(pending);
        then?.(tab.outbox, answer);
      },
      (error: Error) => log.note(`${what} was refused: ${error.stack}`),
    );
  }
}

const formOf = ({ key, content, photos }: Entry): Form => ({
  key,
  tokens: tokensOf(content),
  photos: photos.map(({ sha256 }) => sha256),
  adding: 0,
});
