import type { Explanation } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { fold, packageLine, shown, type ClassificationCardData } from './classification-data.js';
import { controlFacts } from './control-words.js';
import { earlierPart, explainBand, pathParts, roundSections, type ExplainWords } from './explain-words.js';
import { oneLine } from '../literal.js';
import { nameRoom } from '../names.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact } from '../sections.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** Datasets and earlier rounds on the card; the others are counted, or left to the record. */
const mostDatasets = 12;
const mostEarlier = 3;

/** How a package came to its tier, or how far it is, as its reader may know it: who, in which role, which tier, when; paths and controls folded. */
export function explainCard(explanation: Explanation, format: Format, viewerId: string): Card {
  const basic = wording(format);
  const { t } = basic;
  const { packageId, project, rounds, tier } = explanation;
  return renderFitting('classification', basic, t('explain.summary', { package: packageLine(explanation, basic) }), (room) => {
    const words: ExplainWords = { ...basic, viewerId, room };
    const newest = rounds.at(-1);
    const earlier = rounds.slice(0, -1).map((round, place) => earlierPart(round, place + 1, words)).slice(-mostEarlier);
    const controls = tier === null ? [] : [fold('controls', t('tier.follows', { tier }), tier === 4 ? [t('package-next.tier-4')] : [], words, controlFacts(tier, words))];
    const further = [...(newest ? pathParts(newest, words) : []), ...earlier, ...controls];
    const data: ClassificationCardData = {
      eyebrow: [numberOf('package', packageId), `${numberOf('project', project.id)} ${oneLine(project.title, Math.min(room, nameRoom.sentence))}`].join(t('line.separator')),
      title: t('explain.title', { title: oneLine(explanation.title, Math.min(room, nameRoom.fact)) }),
      bands: [explainBand(explanation, words)],
      lines: [],
      factSets: [{ facts: factsOf(explanation, words) }],
      sections: newest ? roundSections(newest, explanation, words) : [],
      folded: further.length === 0 ? [] : [{ further }],
      next: shown(explanation.recordAllowed ? [t('explain.record')] : []),
      words: [],
      actions: [
        ...(explanation.recordAllowed ? [button(t('do.record'), { verb: 'package.record', packageId })] : []),
        button(t('do.show', { number: numberOf('package', packageId) }), { verb: 'package.show', packageId }),
      ],
    };
    return { ...data };
  });
}

function factsOf({ datasets, classifiedAt, preliminaryTier, successorOf }: Explanation, { t, dateOf, list, room }: ExplainWords): readonly Fact[] {
  const named = datasets.slice(0, mostDatasets).map(({ id, name }) => `${numberOf('dataset', id)} ${oneLine(name, Math.min(room, nameRoom.sentence))}`);
  const more = datasets.length - named.length;
  return [
    { title: t('package.datasets'), value: named.length === 0 ? t('package.no-datasets') : list([...named, ...(more > 0 ? [t('line.more', { count: more })] : [])]) },
    ...(classifiedAt === null ? [] : [{ title: t('record.classified'), value: dateOf(classifiedAt) }]),
    ...(preliminaryTier === null ? [] : [{ title: t('package.preliminary'), value: t('tier.name', { tier: preliminaryTier }) }]),
    ...(successorOf === null ? [] : [{ title: t('package.successor-of'), value: numberOf('package', successorOf) }]),
  ];
}
