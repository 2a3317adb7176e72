import { numberOf } from '../../services/context/index.js';
import type { PersonName, RequestEvent, RequestView } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { paragraphs } from '../literal.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { renderFitting, type Card } from '../render.js';
import { bandOf, mainFactsOf } from './request-sections.js';
import { eyebrowOf, whatOf } from './request-words.js';
import type { Format, Values } from '../text.js';
import { formFor, partiesOf, wordingFor, type ViewerWording } from '../viewer-wording.js';

export interface ToldView {
  readonly event: RequestEvent;
  /** The request as it stands when the message is sent. */
  readonly request: RequestView;
  /** Who acted; null when the product did. */
  readonly actor: PersonName | null;
  /** The reason given, where it is not the last answer's (a revocation). */
  readonly reason?: string;
}

/** The news of a request for one of those concerned by it: what happened, by whom and why, where it stands, what happens next. */
export function toldCard(view: ToldView, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const { request } = view;
  const number = numberOf('request', request.id);
  const values = valuesOf(view, words);
  const text = t(`told.${view.event}.text`, values);
  const title = t(`told.${view.event}.title`, values);
  const again = view.event === 'returned' && request.allowed.includes('resubmit');
  const titleSaysCause = view.event === 'left' || view.event === 'revoked';
  const { style, word, next } = bandOf(titleSaysCause ? { ...request, cause: null } : request, words);
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
      actions: [
        ...(again ? [button(t('do.resubmit'), { verb: 'request.resubmit', requestId: request.id, version: request.version }, { style: 'positive' })] : []),
        button(t('do.show', { number }), { verb: 'request.show', requestId: request.id }, { style: again ? 'default' : 'positive' }),
      ],
    };
    return { ...data };
  });
}

/** What the sentences of the news may name. */
function valuesOf({ request, actor }: ToldView, words: ViewerWording): Values {
  const { t, viewerId } = words;
  return {
    ...partiesOf(request, words),
    number: numberOf('request', request.id),
    what: whatOf(request, words),
    workspace: short(request.workspace.name),
    actor: actor?.id === viewerId ? t('who.you-first') : short(actor?.name ?? ''),
    actorIs: actor === null ? 'none' : actor.id === request.requester.id ? 'requester' : 'other',
    grantor: short(request.grantor?.name ?? ''),
    grantorIs: formFor(request.grantor, words),
  };
}

/** The reason that goes with the news: of the answer that denied or returned, or the one handed in. */
function reasonOf({ event, request, reason }: ToldView): string {
  if (reason !== undefined) return reason;
  const answer = event === 'denied' ? 'deny' : event === 'returned' ? 'return' : undefined;
  return answer === undefined ? '' : (request.votes.findLast((vote) => vote.answer === answer)?.comment ?? '');
}
