import type { ErrorCode } from '../adapters/errors.js';
import type { Delivery } from '../drafts/types.js';
import type { Consent, Flag, MaskKind, Publication, Stage, Urgency } from '../model/index.js';
import type { Tab } from '../adapters/contract.js';

/** An error for people: what happened, and what to do now. */
export interface ErrorText {
  title: string;
  next: string;
}

/** Sizes of text; the larger two are the elder mode (长辈版). */
export type TextSize = 'normal' | 'large' | 'x-large';

/** Texts of the figures. */
export interface StatsTexts {
  title: string;
  period: string;
  periods: Record<'today' | '7d' | '30d' | 'all', string>;
  level: string;
  levels: Record<'own' | 'subtree', (below: number) => string>;
  asOf(period: string, time: string): string;
  totals: Record<'received' | 'answeredOnline' | 'handedOver' | 'waiting' | 'done', string>;
  median(duration: string): string;
  rates: Record<'reply' | 'onTime' | 'satisfaction' | 'solved', string>;
  /** How each rate is worked out. */
  definitions: Record<'reply' | 'onTime' | 'satisfaction' | 'solved', string>;
  excludes: string;
  tooFew(minimum: number): string;
  replyTimes: string;
  within(duration: string): string;
  longer: string;
  series: string;
  numbers: string;
  departments: string;
  areas: string;
  order: Record<'administrative' | 'volume' | 'rate', string>;
  columns: Record<'name' | 'handedOver' | 'answered' | 'reply' | 'median' | 'satisfaction' | 'rated', string>;
  others(count: number): string;
  csv: string;
  empty: string;
}

/** Texts that the first screens of board and home slot share. */
export interface CommonTexts {
  /** BCP 47, for `lang` and for `Intl`. */
  lang: string;
  /** The button everything is about. */
  ask: string;
  pinned: string;
  stage: Record<Stage, string>;
  figures: {
    received: string;
    answeredOnline: string;
    handedOver: string;
    done: string;
  };
}

/** Texts of the first screen: they are in the first load, and every character counts. */
export interface FirstTexts extends CommonTexts {
  mine: string;
  back: string;
  loading: string;
  /** The code of a view could not be fetched. */
  notLoaded: string;
  more: string;
  allCategories: string;
  categoryFilter: string;
  tabsLabel: string;
  tab: Record<Tab, string>;
  empty: Record<Tab, string>;
  search: string;
  /** Instead of `empty`, after a search. */
  noneFound: string;
  /** On what an earlier visit has seen, while it is asked for anew. */
  asOf(time: string): string;
  emptyNext: string;
  featured: string;
  unnamed: string;
  urgency: Record<Urgency, string>;
  needsInfo: string;
  overdue: string;
  dueBy(time: string): string;
  answeredIn(duration: string): string;
  minutes(n: number): string;
  hours(n: number): string;
  days(n: number): string;
  justNow: string;
  ago(duration: string): string;
  meToo: string;
  people(n: number): string;
  announcements: string;
  /** On an explainer that is pinned. */
  explainer: string;
  /** The way to phones, service points and explainers. */
  guide: string;
  /** The way to the figures. */
  stats: string;
  /** What the button for larger text says, at each size: what pressing it gives. */
  resize: Record<TextSize, string>;
}

/** What first screen and later views share, as the views read it. */
export interface Texts extends FirstTexts, SharedTexts {}

/** Texts of the home slot alone. */
export interface HomeTexts extends EmergencyTexts {
  open: string;
  offline: string;
  /** Instead of `offline`, where something older is shown. */
  asOf(time: string): string;
  /** In front of the headline. */
  emergency: string;
  preview(until: string): string;
  previewGone: string;
  previewLater: string;
  /** What opens over the page, to screen readers. */
  board: string;
  close: string;
}

/** Numbers to tap. */
export interface EmergencyTexts {
  emergencyFirst: string;
  call(number: string): string;
}

/** Texts that no first screen needs. */
export interface SharedTexts extends EmergencyTexts {
  unsent(count: number): string;
  /** Replies to one's own requests that nobody has seen. */
  unread(count: number): string;
  retry: string;
  /** Said to screen readers. */
  loadedMore(count: number): string;
  close: string;
  flag: Record<Flag, string>;
  role: Record<string, string>;
  meTooDone: string;
  replies(n: number): string;
  error: Partial<Record<ErrorCode, ErrorText>> & { network: ErrorText; 'bad-answer': ErrorText };
}

/** Texts of the views that load later. */
export interface ViewTexts {
  /** Joins the texts of the first screen. */
  shared: SharedTexts;
  /** Above the list. */
  trouble: {
    closed: string;
    /** The device's clock differs a lot from the server's. */
    clockOff: string;
    /** Below the reason why nothing newer could be had. */
    asOf(time: string): string;
    offline: string;
  };
  live: {
    /** On the button that shows them. */
    fresh(count: number): string;
  };
  filters: {
    title: string;
    stage: string;
    region: string;
    any: string;
    clear: string;
  };
  /** Above the list while anything is not delivered, and what it leads to. */
  outbox: {
    attention(count: number): string;
    waiting(count: number): string;
    memory: string;
    expiring(count: number): string;
    drafts(count: number): string;
    look: string;
    goOn: string;
  };
  /** Where what is being typed is. */
  writing: {
    saved(time: string): string;
    savedMemory: string;
    notSaved: string;
    keepDraft: string;
    copy: string;
  };
  photos: {
    title: string;
    hint(max: number): string;
    add: string;
    remove(n: number): string;
    alt(n: number): string;
    failed: string;
    tooMany(max: number): string;
    working: string;
    /** The device does not have it any more. */
    lost: string;
  };
  compose: {
    title: string;
    intro(hours: number): string;
    /** Above the emergency numbers that the text set off. */
    emergency: string;
    /** Above the emergency numbers after "very urgent" was chosen. */
    emergencyCritical: string;
    required: string;
    body: string;
    bodyHint: string;
    bodyPlaceholder: string;
    left(count: number): string;
    category: string;
    categoryHint: string;
    checklist: string;
    /** Above what others asked and what was explained already. */
    suggested(count: number): string;
    explainer: string;
    answeredAgo(ago: string): string;
    /** Before the name of the category that the text seems to be about. */
    guess: string;
    /** How the public would see it. */
    preview: string;
    previewPhotos(count: number): string;
    previewReview: string;
    previewAtOnce: string;
    covered(what: string): string;
    nothingCovered: string;
    maskKind: {
      names: Record<MaskKind, string>;
      each(name: string, count: number): string;
      between: string;
    };
    location: string;
    locationHint: string;
    locationAsking: string;
    locationThere: string;
    locationFailed: string;
    locationRemove: string;
    urgency: string;
    urgencyHint: Record<Urgency, string>;
    details: string;
    optional: string;
    choose: string;
    region: string;
    somebodyElse: string;
    somebodyElseHint: string;
    contact: string;
    contactHint: string;
    name: string;
    phone: string;
    phoneHint: string;
    address: string;
    addressHint: string;
    tried: string;
    visibility: string;
    public: string;
    publicHint: string;
    desk: string;
    deskHint: string;
    confidential: string;
    confidentialHint: string;
    consents: string;
    consentFallback: Record<Consent, string>;
    send: string;
    sending: string;
    /** An earlier text was found. */
    restored(time: string): string;
    fresh: string;
    discard: string;
    discardSure: string;
    others(count: number): string;
    notMine: string;
    notMineHint: string;
    /** Somebody leaves the form on a device that is not theirs. */
    leaveSure: string;
    leaveDelete: string;
    leaveKeep: string;
    /** Under the send button: what happens then. */
    sendHint: string;
    /** By field name; `fix` introduces the list above the button. */
    problem: {
      fix: string;
      body: string;
      bodyLong: string;
      category: string;
      phone: string;
      consent: string;
      missing(label: string): string;
      number(label: string): string;
      time(label: string): string;
      long(label: string): string;
    };
    offlineBoard: string;
    closed: string;
  };
  /** A form that a 12345 operator or a reporter has filled in, with the name of their channel if it has one. */
  filledIn: {
    from(channel?: string): string;
    opening: string;
    /** The person has written something of their own. */
    waiting(channel?: string): string;
    take: string;
    keepMine: string;
    gone: string;
    unreachable: string;
  };
  sent: {
    queuedTitle: string;
    queuedNext: string;
    sendingTitle: string;
    sentTitle: string;
    attentionTitle: string;
    maybeTitle: string;
    /** While it waits in memory alone. */
    keepOpen: string;
    /** Where nothing is reviewed before it is public. */
    receivedPublic: string;
    receivedReview: string;
    receivedDesk: string;
    code: string;
    codeHint: string;
    copyCode: string;
    dueBy(time: string): string;
    dueLater: string;
    /** On a device that is not the person's: nothing stays on it. */
    forgotten: string;
    toMine: string;
    another: string;
  };
  delivery: Record<Delivery, string>;
  /** A draft again, of something that was sent before and may have arrived. */
  ventured: { label: string; next: string };
  /** What happens next, for each state of delivery. */
  deliveryNext: Record<Delivery, string>;
  /** The same, with times. */
  waiting: {
    /** When the device deletes a draft. */
    expires(time: string): string;
    /** It needs the person, and is tried all the same. */
    trying(time: string): string;
    again(time: string): string;
    soon: string;
  };
  sentAs(code: string): string;
  publication: Record<Publication, string>;
  request: {
    title: string;
    timeline: string;
    replies: string;
    noReplies(time: string): string;
    noRepliesOverdue: string;
    /** Beside a reply, before the time of it; and as a step of what happened. */
    corrected: string;
    correctedStep: string;
    photos: string;
    photo(n: number): string;
    explainers: string;
    handledBy: string;
    notFound: string;
    notFoundNext: string;
    by(name: string): string;
    question: string;
    acknowledgement: string;
    /** An unmapped stage, in the other system's own word. */
    rawLabel(label: string): string;
    meTooFailed: string;
    thank: string;
    thanked: string;
    thankFailed: string;
    follow: string;
    follows: string;
    followNext: string;
    share: string;
    shareWith: string;
    copyLink: string;
    copyText: string;
    card: string;
    cardHint: string;
    cardSave: string;
    cardFailed: string;
    print: string;
    before: string;
    after: string;
  };
  mine: {
    title: string;
    empty: string;
    emptyNext: string;
    drafts: string;
    waiting: string;
    arrived: string;
    continueDraft: string;
    discard: string;
    discardSure: string;
    sendNow: string;
    sendAgain: string;
    /** The draft that would expire is kept. */
    keep: string;
    edit: string;
    copy: string;
    copied: string;
    lastError(text: string): string;
    open: string;
    refresh: string;
    code: string;
    showCode: string;
    memory: string;
    /** Records that this version cannot read. */
    unreadable(count: number): string;
    clear: string;
    withdraw: string;
    withdrawSure: string;
    privateReply: string;
    statusUnknown: string;
    noDraftText: string;
    editRefused: string;
    /** The draft is open in another tab. */
    elsewhere: string;
    /** Nothing could be put on the clipboard: the text stands below it. */
    copyFailed: string;
    /** Requests of others that the person follows. */
    followed: string;
    newReplies(n: number): string;
    followedGone: string;
    unfollow: string;
    photos(count: number): string;
  };
  /** What readers say to a request. */
  comments: {
    title: string;
    none: string;
    notRead: string;
    unnamed: string;
    label: string;
    hint: string;
    nickname: string;
    send: string;
    sending: string;
    sent: string;
    /** No answer: it may be sent again. */
    notSent: string;
    /** Behind the title of another error. */
    stays: string;
    /** An earlier wording has arrived. */
    earlier: string;
    /** On the badge of a comment that lies unfinished. */
    badge: string;
  };
  /** Something more about a request that has arrived. */
  addition: {
    title: string;
    hint: string;
    add: string;
    send: string;
    missing: string;
    cancel: string;
    discard: string;
    /** On the badge of its entry. */
    badge: string;
    sent(time: string): string;
    /** Words changed after an earlier wording had arrived. */
    rest: string;
    open: string;
    error: Partial<Record<ErrorCode, ErrorText>>;
  };
  /** What a requester does and says once a request has arrived. */
  feedback: {
    unread(count: number): string;
    urge: string;
    rate: string;
    rateAgain: string;
    rated(solved: string): string;
    reopen: string;
    thank: string;
    erase: string;
    eraseSure: string;
    done: Record<'urge' | 'thank' | 'withdraw' | 'erase', string>;
    failed: Record<'urge' | 'thank' | 'withdraw' | 'erase', string>;
    /** On the badge of its entry. */
    badge: Record<'rating' | 'reopening', string>;
    received: Record<'rating' | 'reopening', string>;
    solvedTitle: string;
    solved: Record<'yes' | 'partly' | 'no', string>;
    attitude: string;
    speed: string;
    noMark: string;
    /** From 1, the worst, to 5. */
    marks: readonly [string, string, string, string, string];
    words: string;
    wordsHint: string;
    why: string;
    whyHint: string;
    whichSolved: string;
    whyMissing: string;
    sendRating: string;
    sendReopening: string;
    error: Partial<Record<ErrorCode, ErrorText>>;
  };
  /** The person has everything taken off this device. */
  clearDevice: {
    title: string;
    what: string;
    unsent(count: number): string;
    receipts(count: number): string;
    confirm: string;
    keep: string;
    done: string;
  };
  stats: StatsTexts;
  guide: {
    title: string;
    directory: string;
    explainers: string;
    hours: string;
    address: string;
    /** What is shown could not be read anew. */
    kept: string;
    empty: string;
  };
  track: {
    title: string;
    hint: string;
    label: string;
    go: string;
    notFound: string;
    notFoundNext: string;
    tooMany: string;
    missing: string;
    result: string;
  };
  yes: string;
  no: string;
  cancel: string;
}
