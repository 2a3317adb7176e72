import type { Portfolio, PortfolioLine } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf } from '../list-data.js';
import { oneLine } from '../literal.js';
import { nothing, section, type OverviewCardData, type OverviewRow } from '../overview-data.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact, Shown } from '../sections.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** All projects for a Programme Manager: where each stands, at which tiers, what waits, and what lapses next. */
export function portfolioCard(view: Portfolio, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  return renderFitting('overview', words, t('portfolio.summary', { total: view.total }), (room) => {
    const data: OverviewCardData = {
      ...nothing,
      title: t('portfolio.title'),
      next: t(view.total === 0 ? 'portfolio.empty' : 'portfolio.next', { open: view.openProjects }),
      sections: [...section(t('portfolio.tiers'), { facts: barsOf(view.tiers, words) }), ...section(t('portfolio.projects'), { rows: view.items.map((line) => projectRow(line, room, words)) })],
      paging: pagingOf(view, words),
      actions: [...pageButtons(view, words, (page) => ({ verb: 'portfolio.show', page, renew: true })), button(t('do.new-project'), { verb: 'form.start', form: 'create-project' }, { style: 'positive' })],
    };
    return { ...data };
  });
}

/** Longest bar, in squares: as wide as a phone shows in one line. */
const longestBar = 12;

/** A bar for each tier, the number before it: read aloud, the number says it all. */
function barsOf(tiers: readonly number[], { t }: Wording): readonly Fact[] {
  const highest = Math.max(...tiers, 1);
  const scale = Math.min(1, longestBar / highest);
  return tiers.map((count, tier) => ({ title: t('tier.name', { tier }), value: `${String(count)} ${'■'.repeat(count === 0 ? 0 : Math.max(1, Math.round(count * scale)))}`.trim() }));
}

function projectRow(line: PortfolioLine, room: number, words: Wording): OverviewRow {
  const { t } = words;
  const number = numberOf('project', line.id);
  const who = line.investigator === null ? t('projects.no-investigator') : t('projects.investigator', { name: oneLine(line.investigator, Math.min(room, 80)) });
  return {
    title: t('row.title', { number, what: oneLine(line.title, Math.min(room, 120)) }),
    details: [
      [t(line.open ? 'project.open' : 'project.closed'), who].join(t('line.separator')),
      t('portfolio.packages', line.packages),
      ...tiersLine(line.tiers, words),
      [t('project.workspaces', { count: line.workspaces }), t('portfolio.requests', { count: line.openRequests })].join(t('line.separator')),
      ...lapseLine(line, words),
    ].map((text): Shown => ({ text })),
    open: button(t('do.open', { name: number }), { verb: 'project.show', projectId: line.id }, { inputs: 'none' }),
  };
}

function tiersLine(tiers: readonly number[], { t, list }: Wording): readonly string[] {
  const held = tiers.flatMap((count, tier) => (count === 0 ? [] : [t('portfolio.at-tier', { count, tier })]));
  return held.length === 0 ? [] : [list(held)];
}

const lapseLine = ({ lapse }: PortfolioLine, { t, day }: Wording): readonly string[] => (lapse === null ? [] : [t(`portfolio.lapse.${lapse.kind}`, { on: day(lapse.on) })]);
