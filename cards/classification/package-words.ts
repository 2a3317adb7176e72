import type { PackageView, Shortfall } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { personFirst, personIn, shown, whoIs, type Band } from './classification-data.js';
import { short } from '../names.js';
import type { TextKey } from '../text.js';
import { missingLines } from '../records/missing-words.js';
import type { Wording } from '../wording.js';

/** Where the package stands for its reader, and what happens next. */
export function packageBand(view: PackageView, words: Wording): Band {
  const { t } = words;
  if (view.state === 'new' && view.stoppedBy.length > 0) return { style: 'warning', word: t('package-band.not-started'), lines: shown([...missingLines(view.stoppedBy, {}, { ...words, viewerId: view.viewerId }), t('package-next.not-started')]) };
  if (view.state === 'new') return { style: 'emphasis', word: t('package-band.new'), lines: shown([t(view.allowed.includes('open') ? 'package-next.new-open' : view.datasets.length === 0 ? 'package-next.new-empty' : 'package-next.new')]) };
  if (view.suspendedBecause !== null) return { style: 'warning', word: t('package-band.suspended'), lines: shown([t('package-next.suspended', { because: view.suspendedBecause === 'part-above' ? 'part' : 'withdrawal', successors: view.successors.length === 0 ? 'none' : words.list(view.successors.map((id) => numberOf('package', id))) })]) };
  if (view.state === 'classified') return { style: view.tier === 4 ? 'attention' : 'good', word: t('package-band.classified', { tier: view.tier ?? '' }), lines: shown([t(view.tier === 4 ? 'package-next.tier-4' : 'package-next.classified')]) };
  const { progress } = view;
  const inSoFar = progress ? [t('package.progress', { given: progress.given, asked: progress.asked })] : [];
  if (view.proceeding && view.sight === 'sighted') return { style: 'warning', word: t('package-band.proceeding'), lines: shown(proceedingLines(view, words)) };
  switch (view.settlement?.kind) {
    case 'conflict':
      return { style: 'warning', word: t('package-band.conflict'), lines: shown([t('package-next.conflict')]) };
    case 'agreed':
      return { style: 'good', word: t('package-band.agreed', { tier: view.settlement.tier }), lines: shown([t(view.allowed.includes('close') ? 'package-next.agreed-close' : 'package-next.agreed')]) };
    case 'incomplete':
    case undefined:
      return openBand(view, inSoFar, words);
    default:
      return view.settlement satisfies never;
  }
}

function openBand(view: PackageView, inSoFar: readonly string[], { t }: Wording): Band {
  if (view.allowed.includes('answer') && view.own === undefined) return { style: 'accent', word: t('package-band.asked'), lines: shown([...inSoFar, t(view.drafted ? 'package-next.go-on' : 'package-next.asked')]) };
  if (view.barredBy !== undefined) return { style: 'warning', word: t('package-band.open'), lines: shown([t(`notice.${view.barredBy}.text`), t(`notice.${view.barredBy}.next`)]) };
  if (view.sight === 'onlooker') return { style: 'emphasis', word: t('package-band.open'), lines: shown([t('package-next.onlooker')]) };
  return { style: 'emphasis', word: t('package-band.waiting'), lines: shown([...inSoFar, t(waitsFor(view))]) };
}

/** What somebody who is not asked now waits for. */
function waitsFor({ own, asked }: PackageView): TextKey {
  const allIn = asked.every(({ given }) => given);
  if (own === undefined) return allIn ? 'package-next.manager-all-in' : 'package-next.manager';
  return allIn ? 'package-next.missing' : 'package-next.given';
}

function proceedingLines(view: PackageView, words: Wording): readonly string[] {
  const { t, instant } = words;
  const { proceeding } = view;
  if (!proceeding) return [];
  const name = (id: string | null): string => personIn(view, id, words);
  if (proceeding.takesEffectAt !== null) {
    return [
      t('package-next.proceeding-waits', { tier: proceeding.tier, manager: personFirst(view, proceeding.programmeManagerId, words), investigator: name(proceeding.investigatorId), at: instant(proceeding.takesEffectAt) }),
      ...(view.allowed.includes('withdraw-dataset') ? [t('package-next.proceeding-withdraw')] : []),
    ];
  }
  const proposerId = proceeding.investigatorId ?? proceeding.programmeManagerId;
  return [t('package-next.proceeding-proposed', { tier: proceeding.tier, proposer: name(proposerId), whoIs: whoIs(view, proposerId), waits: proceeding.investigatorId === null ? 'investigator' : 'manager' })];
}

/** What is missing, in the order of the rules, naming the dataset or the role. */
export function missingLine(missing: Shortfall, view: PackageView, words: Wording): string {
  const { t } = words;
  const dataset = 'datasetId' in missing ? `${numberOf('dataset', missing.datasetId)} ${short(view.datasets.find(({ id }) => id === missing.datasetId)?.name ?? '')}` : '';
  switch (missing.needs) {
    case 'dataset':
    case 'investigator':
    case 'referee':
    case 'perhaps-further-review':
      return t(`package-missing.${missing.needs}`);
    case 'representative':
    case 'referee-approval':
      return t(`package-missing.${missing.needs}`, { dataset, who: personIn(view, missing.principalId, words), whoIs: whoIs(view, missing.principalId) });
    default:
      return missing satisfies never;
  }
}
