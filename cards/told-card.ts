import { numberOf } from '../services/context/index.js';
import type { RequestEvent, RequestView } from '../services/requests/index.js';
import { button } from './buttons.js';
import { paragraphs } from './literal.js';
import { short } from './names.js';
import type { NoticeCardData } from './notice-data.js';
import { renderFitting, type Card } from './render.js';
import { bandOf, mainFactsOf } from './request-sections.js';
import { eyebrowOf, whatOf } from './request-words.js';
import type { Format } from './text.js';
import { waitingNames } from './waiting-names.js';
import { wording } from './wording.js';

export interface ToldView {
  readonly event: RequestEvent;
  /** The request as it stands when the message is sent. */
  readonly request: RequestView;
  /** Name of the person who acted; null when the product did. */
  readonly actor: string | null;
  /** The reason given, where it is not the last answer's (a revocation). */
  readonly reason?: string;
}

/** The news of a request for somebody concerned by it: what happened, by whom and why, where it stands, what happens next. */
export function toldCard(view: ToldView, format: Format): Card {
  const words = wording(format);
  const { t, day, instant } = words;
  const { request } = view;
  const number = numberOf('request', request.id);
  const text = t(`told.${view.event}.text`, {
    what: whatOf(request, words),
    requester: short(request.requester.name),
    subject: short(request.subject.name),
    actor: view.actor === null ? 'none' : short(view.actor),
    names: request.waitingFor.length === 0 ? 'none' : waitingNames(request, words),
    grantor: request.grantor ? short(request.grantor.name) : 'none',
    until: day(request.untilOn),
    due: request.dueAt ? instant(request.dueAt) : 'none',
  });
  const title = t(`told.${view.event}.title`, { number });
  const { style, word, next } = bandOf(request, words);
  return renderFitting('notice', words, t('told.summary', { title, what: whatOf(request, words) }), (room) => {
    const reason = paragraphs(reasonOf(view), room).map((line) => ({ text: line }));
    const data: NoticeCardData = {
      eyebrows: [{ text: eyebrowOf(request, words) }],
      title,
      bands: [{ style, word, text: next }],
      lines: [{ text }],
      factSets: [{ facts: mainFactsOf(request, words) }],
      texts: reason.length === 0 ? [] : [{ label: t('label.cause'), paragraphs: reason }],
      next: t('told.next', { number }),
      actions: [button(t('do.show', { number }), { verb: 'request.show', requestId: request.id }, { style: 'positive' })],
    };
    return { ...data };
  });
}

/** The reason that goes with the news: of the answer that denied or returned, or the one handed in. */
function reasonOf({ event, request, reason }: ToldView): string {
  if (reason !== undefined) return reason;
  const answer = event === 'denied' ? 'deny' : event === 'returned' ? 'return' : undefined;
  return answer === undefined ? '' : (request.votes.findLast((vote) => vote.answer === answer)?.comment ?? '');
}
