import type { PackageEvent, PackageView } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { packageLine, shown, type ClassificationCardData } from './classification-data.js';
import { short } from '../names.js';
import { packageBand } from './package-words.js';
import { render, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** News that the package's own card tells, with what can be done about it. */
const shownByCard = ['agreed', 'conflict', 'tier-four'] as const;
type ShownByCard = (typeof shownByCard)[number];
export const isShownByCard = (event: PackageEvent): event is ShownByCard => shownByCard.some((one) => one === event);

export interface ToldPackageView {
  readonly event: Exclude<PackageEvent, ShownByCard>;
  /** The package as it stands when the message is sent, for its reader. */
  readonly package: PackageView;
  /** Who acted; null when the product did. */
  readonly actor: string | null;
}

/** The news of a classification for one of those concerned: what happened, by whom, where it stands, what to do. */
export function toldPackageCard({ event, package: view, actor }: ToldPackageView, format: Format): Card {
  const words = wording(format);
  const { t, instant } = words;
  const number = numberOf('package', view.packageId);
  const takesEffect = view.proceeding?.takesEffectAt;
  const values = { number, actor: actor === null ? 'none' : short(actor), tier: view.tier ?? '', until: takesEffect ? instant(takesEffect) : 'none', due: view.dueAt === null ? 'none' : words.dateOf(view.dueAt) };
  // Somebody who is blind may withdraw their dataset, and hears no more than that.
  const told = event === 'proceeding-agreed' && view.sight === 'blind' ? 'may-withdraw' : event;
  const title = t(`told-package.${told}.title`, values);
  const asksOpinion = view.allowed.includes('answer') && view.own === undefined && view.classificationId !== undefined;
  const data: ClassificationCardData = {
    eyebrow: packageLine(view, words),
    title,
    bands: [packageBand(view, words)],
    lines: shown([t(`told-package.${told}.text`, values)]),
    factSets: [],
    sections: [],
    folded: [],
    next: [],
    words: [],
    actions: [
      ...(asksOpinion ? [button(t(view.drafted ? 'do.go-on' : 'do.classify'), { verb: 'classification.begin', classificationId: view.classificationId }, { style: 'positive' })] : []),
      button(t('do.show', { number }), { verb: 'package.show', packageId: view.packageId }, { style: asksOpinion ? 'default' : 'positive' }),
    ],
  };
  return render('classification', words, t('package.summary', { package: packageLine(view, words), state: title }), { ...data });
}
