import type { SlotColour } from '../model/slot-colours.js';
import type { SlotLayout, SlotOpening } from '../model/slot-text.js';
import type { SlotReason } from '../model/slot.js';
import type { ErrorText } from './texts.js';

export type EditorPage = 'write' | 'show' | 'history' | 'emergency' | 'code';
export type EditorField =
  'on' | 'headline' | 'lead' | 'button' | 'href' | 'layout' | 'opens' | 'pins' | 'colours';
export type EditorCode = 'tag' | 'script' | 'iframe' | 'wordpress' | 'shortcode' | 'static';

/** Texts of the home slot's editor: no visitor's page loads them. */
export interface EditorTexts {
  /** BCP 47, for `lang` and for `Intl`. */
  lang: string;
  title: string;
  loading: string;
  retry: string;
  no: string;
  copied: string;
  copyFailed: string;
  pages: Record<EditorPage, string>;
  pagesLabel: string;
  now: {
    none: string;
    off: string;
    emergency: string;
    shown(version: number, headline: string): string;
    pages(live: number, behind: number): string;
    noPages: string;
    refresh: string;
    refreshed: string;
    turnOff: string;
    turnOffSure: string;
    turnOn: string;
  };
  state: {
    dirty: string;
    saved: string;
    draft(number: number): string;
    published(number: number): string;
    fresh: string;
    restored(time: string): string;
    giveUp: string;
    giveUpSure: string;
    refused: string;
  };
  field: Record<EditorField, string>;
  hint: {
    headline(left: number): string;
    lead(left: number): string;
    button: string;
    href: string;
    colours: string;
  };
  layout: Record<SlotLayout, string>;
  opens: Record<SlotOpening | 'auto', string>;
  fault: {
    headline: Record<'missing' | 'long', string>;
    lead: { long: string };
    button: { long: string };
    href: Record<'missing' | 'script' | 'address' | 'long', string>;
    pins: { gone: string };
    from: Record<'missing' | 'past' | 'far' | 'unreadable' | 'order', string>;
    until: Record<'missing' | 'past' | 'order' | 'unreadable' | 'far', string>;
    /** Before something is sent. */
    fix: string;
  };
  pins: {
    none: string;
    hint(max: number): string;
    full(max: number): string;
    gone: string;
    move(position: number, title: string): string;
    up(title: string): string;
    down(title: string): string;
    remove(title: string): string;
    moved(title: string, position: number, of: number): string;
    removed(title: string): string;
    added(title: string, position: number): string;
    suggestions: string;
    from: Record<'hot' | 'waiting' | 'featured', string>;
    search: string;
    find: string;
    found(count: number): string;
    nothing: string;
    add(title: string): string;
    there: string;
    failed: string;
  };
  colour: Record<SlotColour, string>;
  colours: {
    own: string;
    choose(name: string): string;
    fromSite: string;
    swatch(hex: string, name: string): string;
    noneFound: string;
    faint(what: string, on: string, ratio: string): string;
    better(hex: string): string;
    fine: string;
    dark: string;
  };
  preview: {
    title: string;
    phone: string;
    desktop: string;
    frame(width: number): string;
    hint: string;
    failed(address: string): string;
    forbidden: string;
    loading: string;
  };
  act: {
    save: string;
    saved(number: number): string;
    link: string;
    linkUntil(time: string): string;
    copyLink: string;
    open: string;
    linkHint: string;
    publish: string;
    publishHint: string;
    published: string;
    planned(time: string): string;
    from: string;
    until: string;
    fromHint: string;
    untilHint: string;
    zone(name: string): string;
    plan: string;
    nothingNew: string;
    inEmergency: string;
  };
  schedule: {
    title: string;
    none: string;
    running: string;
    from(time: string): string;
    fromUntil(from: string, until: string): string;
    version(number: number, headline: string): string;
    cancel: string;
    cancelSure: string;
    end: string;
    endSure: string;
    cancelled: string;
    ended: string;
  };
  history: {
    title: string;
    none: string;
    drafts: string;
    rollBack: string;
    rollBackSure(version: number, headline: string): string;
    rolledBack: string;
    noneBefore: string;
    again: string;
    againSure: string;
    take: string;
    taken(number: number): string;
    takeSure: string;
    reason: Record<SlotReason, string>;
    by(name: string, time: string): string;
    endedBy(name: string): string;
    takenBack: string;
    changed: string;
    unchanged: string;
    first: string;
    was(before: string, after: string): string;
    empty: string;
    list: string;
    onOff: Record<'on' | 'off', string>;
    shownNow: string;
  };
  emergency: {
    intro: string;
    headline: string;
    lead: string;
    optional: string;
    scope: string;
    own: string;
    subtree(count: number): string;
    look: string;
    lookWords: string;
    lookOff: string;
    stillBelow(boards: number): string;
    about(boards: number, pages: number): string;
    aboutOff(boards: number): string;
    board(title: string, headline: string, pages: number): string;
    confirm: string;
    confirmOff: string;
    again: string;
    on: string;
    done: string;
    doneOff: string;
    nothing: string;
    below: string;
    belowBoard(title: string, live: number, behind: number): string;
    belowOn: string;
    supervisors: string;
  };
  code: {
    intro: string;
    kind: Record<EditorCode, string>;
    next: Record<EditorCode, string>;
    copy: string;
    fallback: string;
    frame: string;
  };
  conflict: {
    title(name: string, time: string): string;
    shown(name: string): string;
    next: string;
    mine: string;
    theirs: string;
    both: string;
    kept: string;
  };
  error: Record<
    | 'network'
    | 'server'
    | 'invalid'
    | 'conflict'
    | 'not-found'
    | 'unknown-board'
    | 'rate-limited'
    | 'unsupported'
    | 'other',
    ErrorText
  >;
  barred: Record<'signed-out' | 'forbidden', ErrorText>;
}
