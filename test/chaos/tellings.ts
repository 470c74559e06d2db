import type { Report } from './recorder.js';

const DIGITS = '甲乙丙丁戊己庚辛壬癸';
const WORDS = ['家里', '老人', '没有', '米', '退烧药', '透析', '要车', '三天了', '孩子', '停电', '请', '送来', '楼上', '发烧', '电话打不通', '等', '谢谢']; // prettier-ignore

/** One text that a person wanted to get somewhere, and all that was promised about it. */
export interface Telling {
  /** Stands in the text; the last one in a text says whose text it is. */
  readonly id: string;
  readonly round: number;
  /** The text as it stood in the form last. */
  typed: string;
  /** The newest text of which the page said that it is on the device. */
  saved: string;
  /** Texts on which send was pressed. */
  pressed: string[];
  /** The newest of them of which the page said that it is safely queued; empty again once it is taken back into the form. */
  queued: string;
  /** Taken back into the form: what has arrived of it meanwhile is not known to the phone before it is sent again. */
  takenBack: boolean;
  /** What had been promised when the device was read: what is promised after that is not expected on it. */
  due: { saved: string; queued: string };
  /** Under which it was queued. */
  key: string;
  /** A photo was in the form when send was pressed, and its text was queued. */
  photo: boolean;
  /** Requests of which the page said that they have arrived. */
  arrived: Set<string>;
  /** Its requests at the gateway, as of the last look. */
  rows: number;
  /** What went wrong with it, each told once. */
  wrong: Set<string>;
}

export const idOf = (round: number, nth: number): string =>
  `【${Array.from(String(round), (digit) => DIGITS[Number(digit)]).join('')}${DIGITS[nth]}】`;

/** The id of the telling that a text belongs to: one that is gone on with belongs to the new one. */
export const lastId = (text: string): string | undefined => text.match(/【[^【】]+】/g)?.pop();

/** Something to type: no digits, no address, nothing that is masked or means an emergency. */
export const someWords = (pick: (words: readonly string[]) => string, count: number): string =>
  Array.from({ length: count }, () => pick(WORDS)).join('');

/** All that was told in one run. */
export class Tellings {
  readonly all = new Map<string, Telling>();
  readonly #keys = new Map<string, Telling>();

  begin(round: number): Telling {
    const nth = [...this.all.values()].filter((telling) => telling.round === round).length;
    const telling: Telling = {
      ...{
        id: idOf(round, nth),
        round,
        typed: '',
        saved: '',
        pressed: [],
        queued: '',
        takenBack: false,
        due: { saved: '', queued: '' },
        key: '',
        photo: false,
      },
      ...{ arrived: new Set(), rows: 0, wrong: new Set() },
    };
    this.all.set(telling.id, telling);
    return telling;
  }

  /** The telling that a text belongs to. */
  of(text: string): Telling | undefined {
    return this.all.get(lastId(text) ?? '');
  }

  /** A page has said something. */
  hear(report: Report): void {
    if (report.said === 'failed') return;
    if (report.said === 'sent') return void this.#keys.get(report.key)?.arrived.add(report.id);
    const telling = this.of(report.body);
    if (!telling) return;
    if (report.said === 'saved') telling.saved = report.body;
    else {
      telling.takenBack = false;
      telling.queued = report.body;
      telling.key = report.key;
      this.#keys.set(report.key, telling);
    }
  }
}
