import type { Board, Flag, Stage } from '../../model/index.js';
import type { ErrorCode } from '../errors.js';
import type { Codec, Table } from './codecs.js';
import type { OrderField, OrderValues } from './order.js';
import type { Path } from './tree.js';

/** Where a value stands, and how it is written there. A path alone takes the field's usual codec. */
export type Field<T> = Path | { readonly path: Path; readonly codec: Codec<T> };
export type Fields = { readonly [K in OrderField]?: Field<OrderValues[K]> };

/** A value that is always the same, such as `act: 'detail'`. */
export type Constants = Readonly<Record<Path, string | number | boolean>>;

/** A page's token, or something only a gateway knows, put into each call. The profile has its name, never the value. */
export interface Credential {
  readonly in: 'header' | 'query' | 'body';
  /** Header, parameter, or path beside the fields; beside the wrapping where there is one. */
  readonly name: string;
  /** `token` is what `getToken()` gives; every other name is for a gateway alone. */
  readonly credential: string;
  /** In front of the value, such as `Bearer `. */
  readonly prefix?: string;
}

/** A body inside a value: `param: "<JSON string>"`, or an XML document in an element. */
export interface Wrap {
  readonly path: Path;
  readonly as: 'json' | 'xml';
  /** What stands beside it, outside. */
  readonly constants?: Constants;
}

/** What an answer looks like around what it says. */
export interface Envelope {
  /** How answers are written (`json`), whatever their content type says. */
  readonly as?: 'json' | 'xml';
  /** What says that it went well. Without it every HTTP status below 300 does. */
  readonly success?: { readonly path: Path; readonly is: readonly (string | number | boolean)[] };
  /** Their words on what went wrong. */
  readonly message?: Path;
  /** What the answer is about; the whole of it when left out. */
  readonly data?: Path;
  /** The data is a document in a text. */
  readonly dataAs?: 'json' | 'xml';
  /** Their code at the success path, or an HTTP status → ours. Everything else is `server`, which is tried again. */
  readonly errors?: Readonly<Record<string, ErrorCode>>;
}

export interface Operation {
  /** `POST` where there is a body, else `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the backend's URL; `{remoteId}` and other fields are filled in. */
  readonly path: string;
  readonly query?: Constants;
  /** Headers that are always the same, such as `SOAPAction`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How the fields are sent; in the query when left out. */
  readonly body?: 'json' | 'form' | 'multipart' | 'xml';
  /** In front of the paths of what is sent: `soap:Envelope.soap:Body.add`. */
  readonly root?: Path;
  readonly fields?: Fields;
  /** By their whole path, the root included; inside the wrapping where there is one. */
  readonly constants?: Constants;
  readonly wrap?: Wrap;
  /** Where it differs from the profile's. */
  readonly envelope?: Envelope;
  /** Where in the data the order is, or the list of orders. */
  readonly order?: Path;
}

export interface SubmitOperation extends Operation {
  /** Sent again under the same own id it is the same order: the backend knows and keeps one. */
  readonly idempotent?: boolean;
  /**
   * When their id is known: `now`, in the answer at `returns`; `later`, the answer says no more than "accepted"; `never`, they
   * do not answer about single orders.
   */
  readonly id: 'now' | 'later' | 'never';
  /** Where their id is in the data. */
  readonly returns?: Path;
}

export type Paging =
  | {
      readonly by: 'page';
      readonly page: Path;
      readonly size?: Path;
      readonly first: 0 | 1;
      readonly total?: Path;
    }
  | { readonly by: 'cursor'; readonly cursor: Path; readonly size?: Path; readonly next: Path }
  | { readonly by: 'none' };

export interface ListOperation extends Operation {
  readonly paging: Paging;
  /** How the list is narrowed; what is not here is filtered after it has come. */
  readonly filters?: { readonly [K in 'category' | 'region']?: Field<string> } & {
    readonly q?: Path;
    readonly stage?: Path;
  };
}

export interface UploadOperation extends Operation {
  /** The name of the file's part in the multipart body. */
  readonly part: string;
  /** Where the reference to name in the order is. */
  readonly returns: Path;
}

export interface Operations {
  readonly submit?: SubmitOperation;
  readonly list?: ListOperation;
  /** One order by their id. */
  readonly get?: Operation;
  /** One order by ours: what `dedupe: lookup` and late ids need. */
  readonly find?: Operation;
  /** The public state of an order by the number the person was given. */
  readonly track?: Operation;
  readonly upload?: UploadOperation;
  readonly add?: Operation;
  readonly withdraw?: Operation;
  readonly urge?: Operation;
  readonly supervise?: Operation;
  readonly rate?: Operation;
  readonly return?: Operation;
}
export type OperationName = keyof Operations;

/** How pictures go. `urls` needs addresses that the hotline can reach: a gateway has them, a page does not. */
export interface Attachments {
  /** `upload` first, then a reference; a list of `urls`; `base64` in the order; `multipart` parts beside it. */
  readonly send: 'upload' | 'urls' | 'base64' | 'multipart';
  /** Where they stand in the order; the parts' name with `multipart`. */
  readonly path: Path;
  /** How references or addresses are joined; a list when left out. */
  readonly separator?: string;
  /** With `base64`: members of an item. A list of plain texts when left out. */
  readonly item?: { readonly content: string; readonly name?: string; readonly type?: string };
  /** Most pictures an order may have (9). */
  readonly most?: number;
  /** Most bytes of one. */
  readonly bytes?: number;
}

/** How a mark is recognised: by labels of the stage, or by a place of its own. */
export interface FlagRule {
  readonly labels?: readonly (string | number)[];
  readonly path?: Path;
  /** Values that mean yes: 1, true, 是 … when left out. */
  readonly is?: readonly (string | number)[];
}

/**
 * How a hotline speaks: data plus small functions (the codecs). Everything that can be derived from it is: what the backend
 * can do, and whether a post may be sent again. It never holds a secret.
 */
export interface HotlineProfile {
  /** A short name; outbox entries are bound to it. */
  readonly name: string;
  /** What people call it: `12345热线`. */
  readonly label: string;
  readonly credentials?: readonly Credential[];
  /** The scheme that signs each call. Signing needs a secret: only a gateway does it. */
  readonly signer?: string;
  readonly envelope?: Envelope;
  /** Where the values of an order stand in their answers. */
  readonly fields: Fields;
  /** Where the label of the stage stands. */
  readonly stage?: Path;
  /** Our stage → their labels or codes. One in no row is `unknown`; one in two rows is refused. */
  readonly stages: Table<Exclude<Stage, 'unknown'>>;
  readonly flags?: Partial<Readonly<Record<Flag, FlagRule>>>;
  /** How an order that they have given back is recognised (退回, 退单). */
  readonly returned?: FlagRule;
  readonly attachments?: Attachments;
  readonly operations: Operations;
  /** What the board shows, where it differs from an everyday one. */
  readonly board?: Partial<Board>;
}
