import type { AboutType } from '../database/index.js';

/** What a message or a card is about: a kind of thing and its key. */
export interface About {
  readonly type: 'request' | AboutType;
  readonly id: number;
}

/** Of how rows of `outbox` and `card_copies` say what they are about: a request in a column of its own, anything else by type and key. */
export interface AboutColumns {
  readonly request_id: number | null;
  readonly about_type: AboutType | null;
  readonly about_id: number | null;
}

export const columnsOf = ({ type, id }: About): AboutColumns =>
  type === 'request' ? { request_id: id, about_type: null, about_id: null } : { request_id: null, about_type: type, about_id: id };
