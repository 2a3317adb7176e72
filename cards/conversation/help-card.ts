import { button } from '../buttons.js';
import { phrasesOf, type GuideCardData } from './guide-data.js';
import { render, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface HelpView {
  readonly pendingApprovals: number;
  /** Work packages that wait for their opinion. */
  readonly toClassify: number;
  /** A dialog of theirs waits for an answer. */
  readonly dialogOpen: boolean;
}

/** What a person can do here, by button and by typing. */
export function helpCard(view: HelpView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const count = view.pendingApprovals;
  const approvals = button(t(count > 0 ? 'do.approvals-count' : 'do.approvals', { count }), { verb: 'approvals.list', page: 1 }, { style: count > 0 ? 'positive' : 'default' });
  const data: GuideCardData = {
    title: t('help.title'),
    text: t('help.text'),
    pending: [...(view.dialogOpen ? [{ text: t('help.dialog-open') }] : []), ...(count > 0 ? [{ text: t('help.pending', { count }) }] : []), ...(view.toClassify > 0 ? [{ text: t('help.to-classify', { count: view.toClassify }) }] : [])],
    next: t('help.next'),
    ...phrasesOf(words),
    warnings: [{ text: t('help.never') }],
    actions: [
      ...(count > 0 ? [approvals] : []),
      ...(view.toClassify > 0 ? [button(t('do.packages'), { verb: 'packages.list', page: 1 }, { style: 'positive' })] : []),
      button(t('do.datasets'), { verb: 'datasets.list', query: '', page: 1 }),
      button(t('do.ask'), { verb: 'ask.start' }),
      button(t('do.mine'), { verb: 'requests.list', page: 1 }),
      ...(count === 0 && view.toClassify === 0 ? [approvals] : []),
    ],
  };
  return render('guide', words, t('help.summary'), { ...data });
}
