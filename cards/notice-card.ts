import { numberOf } from '../services/context/index.js';
import { button } from './buttons.js';
import { oneLine } from './literal.js';
import type { NoticeCardData } from './notice-data.js';
import { kindOf, type NoticeKey, type NoticeKind } from './notices.js';
import { render, type Card } from './render.js';
import { anyOfNames } from './names.js';
import type { BandStyle } from './requests/request-words.js';
import type { Format, TextKey } from './text.js';
import type { ButtonData } from './verbs.js';
import { wording } from './wording.js';

export interface NoticeView {
  readonly notice: NoticeKey;
  readonly values?: {
    /** Whom to ask. */
    readonly names?: readonly string[];
    /** Who decided already. */
    readonly who?: string;
    /** In which role, in words. */
    readonly role?: string;
    /** `PR-0001`: what it is about. */
    readonly number?: string;
    /** ISO date, the last day possible. */
    readonly limit?: string;
    /** Under which the fault is recorded. */
    readonly reference?: string;
  };
  /** The request that it is about; adds a button that shows it. */
  readonly requestId?: number;
  /** The work package that it is about; adds a button that shows it. */
  readonly packageId?: number;
  /** What can be done instead. */
  readonly offer?: { readonly text: TextKey; readonly data: ButtonData };
}

const bands: Readonly<Record<NoticeKind, BandStyle>> = { info: 'accent', success: 'good', warning: 'warning', error: 'attention' };

/** Something that a person is told in answer to what they did: what it was, why, and what to do next. */
export function noticeCard(view: NoticeView, format: Format): Card {
  const words = wording(format);
  const { t, day } = words;
  const { names = [], who, role, limit, reference, number: about } = view.values ?? {};
  const values = {
    names: names.length === 0 ? 'none' : anyOfNames(names, words),
    who: who === undefined ? 'none' : oneLine(who, 80),
    role: role ?? 'none',
    number: about ?? 'none',
    limit: limit === undefined ? 'none' : day(limit),
    reference: reference === undefined ? 'none' : oneLine(reference, 80),
  };
  const kind = kindOf(view.notice);
  const number = view.requestId === undefined ? undefined : numberOf('request', view.requestId);
  const data: NoticeCardData = {
    eyebrows: number === undefined ? (view.packageId === undefined ? [] : [{ text: numberOf('package', view.packageId) }]) : [{ text: number }],
    title: t(`notice.${view.notice}.title`, values),
    bands: [{ style: bands[kind], word: t(`kind.${kind}`), text: t(`notice.${view.notice}.text`, values) }],
    lines: [],
    factSets: [],
    texts: [],
    next: t(`notice.${view.notice}.next`, values),
    actions: [
      ...(view.requestId === undefined || number === undefined ? [] : [button(t('do.show', { number }), { verb: 'request.show', requestId: view.requestId })]),
      ...(view.packageId === undefined ? [] : [button(t('do.show', { number: numberOf('package', view.packageId) }), { verb: 'package.show', packageId: view.packageId })]),
      ...(view.offer === undefined ? [] : [button(t(view.offer.text), view.offer.data, { style: 'positive' })]),
      button(t('do.help'), { verb: 'help.show' }),
    ],
  };
  return render('notice', words, data.title, { ...data });
}
