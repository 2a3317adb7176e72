import type { RequestLine, RequestView } from '../../services/requests/index.js';
import { listedNames, seatNames } from '../names.js';
import { nameFor, type ViewerWording } from '../viewer-wording.js';

const isWhole = (request: RequestLine | RequestView): request is RequestView => 'seats' in request;

/**
 * True when it is known which of the people asked are alternatives. Only Representatives, who are asked from tier 3 on, have several
 * seats in one stage, and a line of a list does not say who holds which.
 */
export const knowsSeats = (request: RequestLine | RequestView): boolean => isWhole(request) || request.tier < 3 || request.waitingFor.length === 1;

/** Whom a request in review waits for; empty when nobody is asked. Any holder fills a seat, and every seat has to be filled. */
export function waitingNames(request: RequestLine | RequestView, words: ViewerWording): string {
  const asked = request.waitingFor.map((person) => nameFor(person, words));
  if (!knowsSeats(request)) return listedNames(asked, words);
  const pending = isWhole(request) ? request.seats.filter(({ state }) => state === 'pending').map(({ holders }) => holders.map((person) => nameFor(person, words))) : [];
  const names = seatNames(pending, words);
  return names === '' ? seatNames([asked], words) : names;
}

/** Who is asked when the present stage has approved; empty when that is not known. */
export function nextNames(view: RequestView, words: ViewerWording): string {
  return seatNames(view.seats.filter(({ stage, state }) => stage === view.stage + 1 && state === 'waiting').map(({ holders }) => holders.map((person) => nameFor(person, words))), words);
}
