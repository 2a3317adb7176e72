import type { PackageView } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { fold, packageLine, type ClassificationCardData } from './classification-data.js';
import { oneLine, paragraphs } from '../literal.js';
import { nameRoom, short } from '../names.js';
import { packageButtons, type NamedFlowchart } from './package-buttons.js';
import { packageSections } from './package-sections.js';
import { packageBand } from './package-words.js';
import { renderFitting, type Card } from '../render.js';
import { tierOf } from '../requests/request-sections.js';
import type { Fact } from '../sections.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/**
 * A work package as its reader may see it: where it stands, who is in, what is missing; while opinions differ the differing answers side by
 * side; and what its reader can do.
 * @param flowcharts those by which it could be classified
 */
export function packageCard(view: PackageView, flowcharts: readonly NamedFlowchart[], format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const band = packageBand(view, words);
  return renderFitting('classification', words, t('package.summary', { package: packageLine(view, words), state: band.word }), (room) => {
    const data: ClassificationCardData = {
      eyebrow: [numberOf('package', view.packageId), `${numberOf('project', view.project.id)} ${short(view.project.title)}`].join(t('line.separator')),
      title: oneLine(view.title, nameRoom.fact),
      bands: [band],
      lines: [],
      factSets: [{ facts: factsOf(view, words, room) }],
      sections: packageSections(view, words, room),
      folded: [{ further: [fold('purpose', t('package.purpose'), paragraphs(view.purpose, room, 8), words), ...controlsOf(view, words)] }],
      next: [],
      words: [],
      actions: packageButtons(view, flowcharts, words),
    };
    return { ...data };
  });
}

/** Datasets on the card itself; the others are counted. */
const mostDatasets = 12;

function factsOf(view: PackageView, words: Wording, room: number): readonly Fact[] {
  const { t, dateOf } = words;
  const datasets = view.datasets.slice(0, mostDatasets).map(({ id, name }) => `${numberOf('dataset', id)} ${oneLine(name, Math.min(room, nameRoom.sentence))}`);
  const more = view.datasets.length - datasets.length;
  return [
    { title: t('package.datasets'), value: datasets.length === 0 ? t('package.no-datasets') : words.list([...datasets, ...(more > 0 ? [t('line.more', { count: more })] : [])]) },
    ...(view.tier === null ? [] : [{ title: t('label.tier'), value: String(view.tier) }]),
    ...(view.preliminaryTier === null || view.state === 'classified' ? [] : [{ title: t('package.preliminary'), value: t('package.preliminary-value', { tier: view.preliminaryTier, referee: view.refereeProposed ? 'yes' : 'no' }) }]),
    ...(view.state === 'open' && view.dueAt !== null ? [{ title: t('package.due'), value: dateOf(view.dueAt) }] : []),
    ...(view.floor === null || view.state === 'classified' ? [] : [{ title: t('package.floor'), value: t('package.floor-value', { tier: view.floor }) }]),
    ...(view.successors.length === 0 ? [] : [{ title: t('package.successors'), value: words.list(view.successors.map((id) => numberOf('package', id))) }]),
    ...(view.successorOf === null ? [] : [{ title: t('package.successor-of'), value: numberOf('package', view.successorOf) }]),
  ];
}

const controlsOf = (view: PackageView, words: Wording) => (view.tier === null ? [] : tierOf(view.tier, words).map(({ label, points }) => fold('tier', label, points.map(({ text }) => text), words)));

