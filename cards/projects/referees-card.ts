import type { RefereeProposal, RefereeView } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { oneLine } from '../literal.js';
import { nothing, section, type OverviewCardData, type OverviewItem } from '../overview-data.js';
import { projectLine } from './project-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** Proposals on one card. */
const mostShown = 8;

/** Whom to ask to be Referee, with how much each has to do already; the first is the one to ask. */
export function refereesCard({ project, proposals, mayAppoint }: RefereeView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const next = proposals.length === 0 ? 'referees.nobody' : proposals.some(({ from }) => from === 'programme-manager') ? 'referees.next-fallback' : mayAppoint ? 'referees.next' : 'referees.next-read';
  return renderFitting('overview', words, t('referees.summary', { number: numberOf('project', project.id) }), (room) => {
    const data: OverviewCardData = {
      ...nothing,
      eyebrows: [{ text: projectLine(project, words) }],
      title: t('referees.title'),
      next: t(next),
      sections: section(t('referees.proposed'), { items: proposals.slice(0, mostShown).map((proposal) => proposalItem(proposal, room, words)) }),
      actions: [
        ...(mayAppoint && proposals.length > 0 ? [button(t('do.appoint-referee'), { verb: 'form.start', form: 'appoint-referee', projectId: project.id }, { style: 'positive' })] : []),
        button(t('do.show', { number: numberOf('project', project.id) }), { verb: 'project.show', projectId: project.id }),
      ],
    };
    return { ...data };
  });
}

function proposalItem({ name, seats, lastAppointedAt, trained }: RefereeProposal, room: number, { t, dateOf }: Wording): OverviewItem {
  return {
    title: oneLine(name, Math.min(room, 120)) || '…',
    details: [
      { text: [t('referees.seats', { count: seats }), lastAppointedAt === null ? t('referees.never') : t('referees.last', { on: dateOf(lastAppointedAt) })].join(t('line.separator')) },
      ...(trained ? [] : [{ text: t('referees.untrained') }]),
    ],
  };
}
