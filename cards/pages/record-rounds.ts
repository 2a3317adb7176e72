import type { RecordedOpinion, RecordedRound, RecordedWayOut, Tier } from '../../services/classification/index.js';
import { html, type Markup, type Part } from './html.js';
import type { RecordWords } from './record-words.js';
import { facts, table } from './table.js';

/** Paths side by side in one table; those of further people stand in the next. */
const mostColumns = 6;

/** One round: who opened and ended it, each opinion, the paths side by side, and the ways out that were taken. */
export function roundPart(round: RecordedRound, place: number, tier: Tier, words: RecordWords): Markup {
  const { t, person, flowchart, at } = words;
  const groups = Array.from({ length: Math.ceil(round.opinions.length / mostColumns) }, (_, group) => round.opinions.slice(group * mostColumns, (group + 1) * mostColumns));
  return html`<section>
<h3>${t('record.round', { number: place, outcome: round.outcome ?? 'open' })}</h3>
${facts([
  [t('record.flowchart'), flowchart(round.flowchart)],
  [t('record.opened'), round.openedBy === null ? at(round.openedAt) : t('record.by-on', { name: person(round.openedBy), at: at(round.openedAt) })],
  ...(round.endedAt === null || round.endedBy === null ? [] : [[t('record.ended'), t('record.by-on', { name: person(round.endedBy), at: at(round.endedAt) })] as const]),
  ...(round.cause === null ? [] : [[t('record.cause'), [t(`record.cause.${round.cause}`), ...liftedTo(tier, round, words)].map((line) => html`<p>${line}</p>`)] as const]),
])}
${round.opinions.length === 0 ? html`<p>${t('record.no-opinions')}</p>` : opinionsTable(round.opinions, words)}
${groups.map((group) => pathsTable(group, words))}
${round.waysOut.length === 0 ? '' : waysOutTable(round.waysOut, words)}
</section>
`;
}

/** Where a part of the package that is classified already lifted the tier above all opinions. */
const liftedTo = (tier: Tier, { outcome, opinions }: RecordedRound, { t }: RecordWords): readonly string[] =>
  outcome === 'classified' && opinions.every((opinion) => opinion.tier < tier || opinion.endedBecause !== null || opinion.counted === false) ? [t('record.lifted', { tier })] : [];

function opinionsTable(opinions: readonly RecordedOpinion[], words: RecordWords): Markup {
  const { t, person, at } = words;
  const rows = opinions.map((opinion): readonly Part[] => [
    html`<strong>${person(opinion.person)}</strong>`,
    [t(`role.${opinion.role}`), ...representsOf(opinion, words)].map((line) => html`<p>${line}</p>`),
    html`<p><strong>${t('tier.name', { tier: opinion.tier })}</strong></p>${opinion.reason === null ? '' : html`<p>${t('record.raised', { computed: opinion.computedTier, reason: opinion.reason })}</p>`}`,
    at(opinion.givenAt),
    t(`record.opinion.${opinion.endedBecause ?? (opinion.counted === false ? 'uncounted' : 'stands')}`),
  ]);
  return table(t('record.opinions'), [t('record.person'), t('record.role'), t('label.tier'), t('record.given'), t('record.became')], rows);
}

const representsOf = ({ represents, person: own }: RecordedOpinion, { t, dataset, person }: RecordWords): readonly string[] =>
  represents.map(({ datasetId, principalId }) => (principalId === null || principalId === own ? dataset(datasetId) : t('record.for', { what: dataset(datasetId), name: person(principalId) })));

/** The questions down, the people across, in the order in which they were asked first. */
function pathsTable(opinions: readonly RecordedOpinion[], { t, person }: RecordWords): Markup {
  const questions = [...Map.groupBy(opinions.flatMap(({ path }) => path), ({ key }) => key)].map(([key, [first]]) => ({ key, label: first?.label ?? key, text: first?.text ?? '' }));
  const answer = ({ path }: RecordedOpinion, key: string): Part => {
    const step = path.find((one) => one.key === key);
    return step ? t(`answer.${step.answer}`) : html`<span class="none">${t('record.not-asked')}</span>`;
  };
  const rows = questions.map(({ key, label, text }): readonly Part[] => [html`<strong>${label}</strong><span class="question">${text}</span>`, ...opinions.map((opinion) => answer(opinion, key))]);
  const comesTo = [html`<strong>${t('record.comes-to')}</strong>`, ...opinions.map(({ computedTier }) => t('tier.name', { tier: computedTier }))];
  const columns = opinions.map((opinion) => (opinion.endedBecause === 'replaced' ? t('record.earlier', { name: person(opinion.person) }) : person(opinion.person)));
  return table(t('record.paths'), [t('record.question'), ...columns], [...rows, comesTo], 'wide-first');
}

function waysOutTable(waysOut: readonly RecordedWayOut[], { t, person, dataset, at }: RecordWords): Markup {
  const rows = waysOut.map(({ kind, state, takenBy, takenAt, datasetId, tier, programmeManager, investigator, takesEffectAt }): readonly Part[] => [
    t(`record.way.${kind}`),
    [...new Set([takenBy, programmeManager, investigator].filter((id) => id !== null))].map((id) => html`<p>${person(id)}</p>`),
    at(takenAt),
    [
      ...(datasetId === null ? [] : [dataset(datasetId)]),
      ...(tier === null ? [] : [t('tier.name', { tier })]),
      ...(takesEffectAt === null ? [] : [t('record.takes-effect', { at: at(takesEffectAt) })]),
      t(`record.way-state.${state}`),
    ].map((line) => html`<p>${line}</p>`),
  ]);
  return table(t('record.ways-out'), [t('record.way'), t('record.who'), t('record.when'), t('record.what')], rows);
}
