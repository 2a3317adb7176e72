import { numberOf } from '../../services/context/index.js';
import type { FindingView } from '../../services/requests/index.js';
import { button, type Piece } from '../buttons.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { render, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** How the directory and the approved requests differ: who, where, and what follows. */
export function findingCard(view: FindingView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const values = {
    person: short(view.person.name),
    workspace: short(view.workspace.name),
    dataset: view.dataset === null ? 'none' : short(view.dataset.name),
    removing: view.removing ? 'yes' : 'no',
    offered: view.request === null ? 'no' : 'yes',
  };
  const data: NoticeCardData = {
    eyebrows: [{ text: `${numberOf('workspace', view.workspace.id)} · ${t('tier.name', { tier: view.tier })}` }],
    title: t(`finding.${view.kind}.title`, values),
    bands: [{ style: view.kind === 'missing-member' ? 'warning' : 'attention', word: t(`finding.${view.kind}.word`), text: t(`finding.${view.kind}.text`, values) }],
    lines: [],
    factSets: [],
    texts: [],
    next: t(`finding.${view.kind}.next`, values),
    actions: actionsOf(view, t),
  };
  return render('notice', words, data.title, { ...data });
}

function actionsOf({ id, request }: FindingView, t: ReturnType<typeof wording>['t']): readonly Piece[] {
  if (request === null) return [];
  return [
    button(t('do.grant-again'), { verb: 'finding.grant-again', findingId: id, requestId: request.id, version: request.version }, { style: 'positive' }),
    button(t('do.show', { number: numberOf('request', request.id) }), { verb: 'request.show', requestId: request.id }),
  ];
}
