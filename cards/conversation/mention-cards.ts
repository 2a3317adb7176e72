import { numberOf } from '../../services/context/index.js';
import type { RequestState, RequestType } from '../../services/requests/index.js';
import { render, type Card } from '../render.js';
import { short } from '../names.js';
import type { Shown } from '../sections.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** The data of `templates/mention.json`, a card of schema 1.3: the latest that link unfurling shows. */
interface MentionCardData {
  readonly title: string;
  readonly lines: readonly Shown[];
  readonly next: string;
}

/** A dataset in somebody else's chat: its number and that it is a dataset. A whole chat sees it, so it says no more. */
export function datasetMentionCard(view: { readonly id: number }, format: Format): Card {
  const { t } = wording(format);
  return mention(numberOf('dataset', view.id), t('mention.dataset'), [], format);
}

export interface RequestMentionView {
  readonly id: number;
  readonly type: RequestType;
  readonly state: RequestState;
}

/** A request in somebody else's chat: number, type and state, and nothing of whom or what it is about. */
export function requestMentionCard(view: RequestMentionView, format: Format): Card {
  const { t } = wording(format);
  return mention(numberOf('request', view.id), t(`type.${view.type}`), [{ text: t(`state.${view.state}`) }], format);
}

function mention(number: string, type: string, states: MentionCardData['lines'], format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const data: MentionCardData = { title: number, lines: [{ text: type }, ...states], next: t('mention.next', { number }) };
  return render('mention', words, t('mention.summary', { number, type }), { ...data });
}

export type PreviewView =
  | { readonly kind: 'dataset'; readonly id: number; readonly name?: string; readonly provider?: string }
  | ({ readonly kind: 'request' } & RequestMentionView);

/** Title and text of a search result: seen only by the one who searches, until they insert the mention card. */
export function extensionPreview(view: PreviewView, format: Format): { readonly title: string; readonly text: string } {
  const { t } = wording(format);
  switch (view.kind) {
    case 'dataset':
      return {
        title: t('preview.title', { number: numberOf('dataset', view.id), name: view.name === undefined ? 'none' : short(view.name) }),
        text: t('preview.dataset', { provider: view.provider === undefined ? 'none' : short(view.provider) }),
      };
    case 'request':
      return {
        title: t('preview.title', { number: numberOf('request', view.id), name: 'none' }),
        text: t('preview.request', { type: t(`type.${view.type}`), state: t(`state.${view.state}`) }),
      };
    default:
      return view satisfies never;
  }
}
