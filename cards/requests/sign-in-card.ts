import { numberOf } from '../../services/context/index.js';
import { oneLine } from '../literal.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { render, type Card } from '../render.js';
import { safeLink } from '../safe-link.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface SignInView {
  readonly requestId: number;
  /** Who is to get the access. */
  readonly subject: string;
  /** What is given, as part of a sentence (`describeRequest`). */
  readonly what: string;
  /** Whether somebody gets access, or something is built. */
  readonly kind: 'access' | 'build';
}

/** The words that go with a sign-in: plain text, for a card of Teams' own as well. */
export interface SignInTexts {
  readonly title: string;
  readonly text: string;
  readonly next: string;
  readonly button: string;
  readonly summary: string;
}

export function signInTexts(view: SignInView, format: Format): SignInTexts {
  const { t } = wording(format);
  const number = numberOf('request', view.requestId);
  return {
    title: t('sign-in.title', { number }),
    text: t('sign-in.text', { kind: view.kind, subject: short(view.subject), what: capitalised(oneLine(view.what, 240), view.kind) }),
    next: t('sign-in.next', { kind: view.kind }),
    button: t('sign-in.button'),
    summary: t('sign-in.summary', { number }),
  };
}

/** What is built begins its sentence. */
const capitalised = (what: string, kind: SignInView['kind']): string => (kind === 'build' ? `${what.slice(0, 1).toLocaleUpperCase()}${what.slice(1)}` : what);

/**
 * The sign-in as a card that opens `link`.
 * @throws Error when `link` is not an https address (on loopback, http will do)
 */
export function signInCard(view: SignInView & { readonly link: string }, format: Format): Card {
  const texts = signInTexts(view, format);
  const data: NoticeCardData = {
    eyebrows: [],
    title: texts.title,
    bands: [{ style: 'warning', word: wording(format).t('state.awaiting-sign-in'), text: texts.text }],
    lines: [],
    factSets: [],
    texts: [],
    next: texts.next,
    actions: [{ type: 'Action.OpenUrl', title: texts.button, url: safeLink(view.link), style: 'positive' }],
  };
  return render('notice', wording(format), texts.summary, { ...data });
}
