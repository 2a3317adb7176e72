import type { RemovalQuestionView } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { render, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** So many memberships are named; the others are counted. */
const mostNamed = 15;

const bands = { asked: 'attention', confirmed: 'good', withdrawn: 'accent' } as const;

/** What a System Manager is asked before many members are removed at once: how many, of how many, and who. */
export function removalsCard(view: RemovalQuestionView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const values = { count: view.memberships.length, compared: view.compared };
  const named = view.memberships.slice(0, mostNamed).map(({ person, workspace, dataset, tier }) => ({
    text: t('removals.line', { person: short(person.name), workspace: short(workspace), dataset: dataset === null ? 'none' : short(dataset), tier }),
  }));
  const more = view.memberships.length - named.length;
  const data: NoticeCardData = {
    eyebrows: [],
    title: t(`removals.${view.state}.title`, values),
    bands: [{ style: bands[view.state], word: t(`removals.${view.state}.word`), text: t(`removals.${view.state}.text`, values) }],
    lines: [],
    factSets: [],
    texts: named.length === 0 ? [] : [{ label: t('removals.who'), paragraphs: [...named, ...(more > 0 ? [{ text: t('line.more', { count: more }) }] : [])] }],
    next: t(`removals.${view.state}.next`, values),
    actions: view.state === 'asked' ? [button(t('do.remove-members', values), { verb: 'removals.confirm', questionId: view.id, version: view.version }, { style: 'destructive' })] : [],
  };
  return render('notice', words, data.title, { ...data });
}
