import { DateTime } from 'luxon';
import type { RecordKind } from '../../services/records/index.js';
import type { CommitmentKey } from '../../services/requests/index.js';
import { commitmentSection } from './commitment-words.js';
import { decidingStages, type DecidingSeat } from './decider-words.js';
import { dialogButtons, dialogEyebrow, problemsOf, typedWords, numberedName, type DialogData, type DialogPlace, type Named } from '../conversation/dialog-data.js';
import { paragraphs } from '../literal.js';
import { short } from '../names.js';
import { render, type Card } from '../render.js';
import type { Fact, PointsSection, Shown, TextSection } from '../sections.js';
import { tierOf } from './request-sections.js';
import type { Format } from '../text.js';
import { longest } from '../verbs.js';
import { wording, type Wording } from '../wording.js';

export interface ConfirmView extends DialogPlace {
  readonly dataset: Named | null;
  readonly workspace: Named;
  readonly tier: number;
  readonly purpose: string;
  /** ISO date, the last day. */
  readonly untilOn: string;
  /** The end of that day, an instant. */
  readonly endsAt: Date;
  /** ISO date in the organisation's time zone. */
  readonly today: string;
  /** Who decides, in order of the stages; a seat without names is vacant. */
  readonly decides: readonly DecidingSeat[];
  /** A second, linked request to join the workspace is made. */
  readonly alsoJoin: boolean;
  /** Who decides on that one. */
  readonly joinDecides: readonly DecidingSeat[];
  /** ISO date on which the membership ends that the access hangs on; null without one. */
  readonly membershipUntil: string | null;
  /** What is not on record yet, without which the request waits. */
  readonly missing: readonly RecordKind[];
  /** To be accepted before sending; those accepted before are left out. */
  readonly commitments: readonly { readonly key: CommitmentKey; readonly accepted: boolean }[];
}

/** The data of `templates/confirm.json`. */
interface ConfirmCardData extends DialogData {
  readonly facts: readonly Fact[];
  readonly texts: readonly TextSection[];
  readonly tiers: readonly PointsSection[];
  readonly notes: readonly Shown[];
  readonly decides: readonly { readonly label: string; readonly lines: readonly Shown[] }[];
  readonly toggles: readonly { readonly id: string; readonly label: string; readonly title: string; readonly value: string; readonly error: string }[];
}

/** Everything once more before it is sent: what, where, why, until when, who decides, what is accepted. */
export function confirmCard(view: ConfirmView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const data: ConfirmCardData = {
    eyebrow: dialogEyebrow(view, view.dataset, words),
    title: t('confirm.heading'),
    ...problemsOf(view, words),
    facts: factsOf(view, words),
    texts: [{ label: t('label.purpose'), paragraphs: paragraphs(view.purpose, longest.purpose).map((text) => ({ text })) }],
    tiers: tierOf(view.tier, words),
    notes: [
      ...(view.alsoJoin ? [{ text: t('confirm.join', { workspace: short(view.workspace.name) }) }] : []),
      ...(view.membershipUntil !== null && view.membershipUntil < view.untilOn ? [{ text: t('confirm.membership-ends', { until: words.day(view.membershipUntil) }) }] : []),
      ...(view.missing.length > 0 ? [{ text: t('confirm.missing', { what: words.list(view.missing.map((gate) => t(`record-kind.${gate}`))) }) }] : []),
    ],
    decides: [
      ...decidesSection(view.joinDecides, t('confirm.decides-join'), words),
      ...decidesSection(view.decides, t(view.alsoJoin ? 'confirm.decides-data' : 'confirm.decides'), words),
    ],
    toggles: view.commitments.map(({ key, accepted }) => ({
      id: `commitment-${key}`,
      label: commitmentSection(key, words).label,
      title: t(`commitment.${key}.text`),
      value: String(accepted),
      error: t('commitment.error'),
    })),
    next: t('confirm.next'),
    words: typedWords(view, t(view.commitments.length > 0 ? 'confirm.words-commitments' : 'confirm.words'), words),
    actions: dialogButtons(view, 'confirm', 'send', words),
  };
  return render('confirm', words, t('dialog.summary', { title: data.eyebrow, heading: data.title }), { ...data });
}

function factsOf(view: ConfirmView, words: Wording): readonly Fact[] {
  const { t, weekday, zone } = words;
  const last = DateTime.fromISO(view.untilOn, { zone: 'utc' });
  const until = t('confirm.until', {
    weekday: weekday(view.untilOn),
    zone: zone(view.endsAt),
    days: Math.round(last.diff(DateTime.fromISO(view.today, { zone: 'utc' }), 'days').days),
    following: weekday(last.plus({ days: 1 }).toISODate() ?? view.untilOn),
  });
  return [
    ...(view.dataset ? [{ title: t('label.dataset'), value: numberedName('dataset', view.dataset, words) }] : []),
    { title: t('label.workspace'), value: numberedName('workspace', view.workspace, words) },
    { title: t('label.tier'), value: String(view.tier) },
    { title: t('label.until'), value: until },
  ];
}

function decidesSection(seats: readonly DecidingSeat[], label: string, words: Wording): ConfirmCardData['decides'] {
  return seats.length === 0 ? [] : [{ label, lines: deciderLines(seats, words).map((text) => ({ text })) }];
}

/** A line for each stage, and one more where a seat of it is vacant. */
function deciderLines(seats: readonly DecidingSeat[], words: Wording): readonly string[] {
  const { t } = words;
  return decidingStages(seats, words).flatMap(({ role, names, vacant }, index) => [
    ...(names === '' ? [] : [t('confirm.decider', { position: index + 1, role, names })]),
    ...(vacant ? [t('confirm.decider-vacant', { position: index + 1, role })] : []),
  ]);
}
