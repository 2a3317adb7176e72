import { numberOf } from '../../services/context/index.js';
import { nobodyOwns, type RequestView, type SeatView } from '../../services/requests/index.js';
import { oneLine, paragraphs } from '../literal.js';
import { anyOfNames, nameRoom, short } from '../names.js';
import { bandStyleOf, nextStep, type BandStyle } from './request-words.js';
import { isTextKey, type TextKey } from '../text.js';
import type { Shown, Fact, TextSection, PointsSection, LinesSection, AnswersSection } from '../sections.js';
import { togetherOf } from './together-facts.js';
import { nameFor, type ViewerWording } from '../viewer-wording.js';
import type { Wording } from '../wording.js';

/** Parts that the templates `request` and `approval` have in common. Each list is empty where a card leaves the part out. */
export interface RequestSections {
  readonly eyebrow: string;
  readonly title: string;
  readonly band: Band;
  readonly facts: readonly Fact[];
  readonly texts: readonly TextSection[];
  readonly votes: readonly AnswersSection[];
}

export interface Band {
  readonly style: BandStyle;
  readonly word: string;
  readonly next: string;
}
const asShown = (lines: readonly string[]): readonly Shown[] => lines.map((text) => ({ text }));
const known = (name: string): string => oneLine(name, nameRoom.fact);

/** The state in word and the style of its band, why it came to it where a cause other than the state itself is on record, and what happens next. */
export function bandOf(view: RequestView, wording: ViewerWording): Band {
  const next = nextStep(view, wording);
  return { style: bandStyleOf(view.state), word: wording.t(`state.${view.state}`), next: view.cause && view.cause !== view.state ? `${wording.t(`cause.${view.cause}`)} ${next}` : next };
}

/** Who, what, where, until when: what a message says of a request. */
export function mainFactsOf(view: RequestView, wording: ViewerWording): readonly Fact[] {
  const { t } = wording;
  return [...whoAndWhere(view, wording), { title: t('label.until'), value: t('label.until-value', { day: wording.day(view.untilOn) }) }];
}

function whoAndWhere(view: RequestView, wording: ViewerWording): readonly Fact[] {
  const { t, viewerId } = wording;
  const fact = (label: TextKey, value: string): Fact => ({ title: t(label), value });
  const person = ({ id, name }: RequestView['subject']): string => (id === viewerId ? t('who.you') : known(name));
  const numbered = (number: string, name: string): string => `${number}${t('line.separator')}${known(name)}`;
  return [
    fact('label.requester', person(view.requester)),
    ...(view.subject.id === view.requester.id ? [] : [fact('label.subject', person(view.subject))]),
    ...(view.dataset ? [fact('label.dataset', numbered(numberOf('dataset', view.dataset.id), view.dataset.name))] : []),
    fact('label.workspace', numbered(numberOf('workspace', view.workspace.id), view.workspace.name)),
    ...togetherOf(view, wording),
  ];
}

/** The same with project, package, tier and dates. When to decide stands in the band where it names whom it waits for. */
export function factsOf(view: RequestView, wording: ViewerWording): readonly Fact[] {
  const { t, day, dateOf, instant } = wording;
  const fact = (label: TextKey, value: string): Fact => ({ title: t(label), value });
  const unsaid = view.state === 'in-review' && view.waitingFor.length === 0 ? view.dueAt : null;
  return [
    ...whoAndWhere(view, wording),
    ...placeOf(view, wording),
    fact('label.tier', String(view.tier)),
    fact('label.until', t('label.until-value', { day: day(view.untilOn) })),
    fact('label.asked', dateOf(view.createdAt)),
    ...(unsaid ? [fact('label.due', instant(unsaid))] : []),
    ...failureOf(view, wording),
  ];
}

/** What somebody who decides looks at first: who, what, where, until when, and the tier with the gist of what follows from it. */
export function decisionFactsOf(view: RequestView, wording: ViewerWording): readonly Fact[] {
  const { t, dateOf, day } = wording;
  const [asked, ...others] = whoAndWhere(view, wording);
  const gist = `tier.${view.tier}.short`;
  return [
    ...(asked ? [{ ...asked, value: t('label.requester-value', { name: asked.value, date: dateOf(view.createdAt) }) }] : []),
    ...others,
    { title: t('label.until'), value: t('label.until-value', { day: day(view.untilOn) }) },
    { title: t('label.tier'), value: isTextKey(gist) ? t('label.tier-value', { tier: view.tier, short: t(gist) }) : String(view.tier) },
    ...failureOf(view, wording),
  ];
}

/** Work package and project. */
export function placeOf(view: RequestView, { t }: Wording): readonly Fact[] {
  return [
    { title: t('label.package'), value: `${numberOf('package', view.workPackage.id)}${t('line.separator')}${known(view.workPackage.title)}` },
    { title: t('label.project'), value: `${numberOf('project', view.project.id)}${t('line.separator')}${known(view.project.title)}` },
  ];
}

/** Left out where the band says it already. */
function failureOf({ failure, cause }: RequestView, wording: Wording): readonly Fact[] {
  if (failure === null || failure === cause || failure === nobodyOwns) return [];
  return [{ title: wording.t('label.failure'), value: failureText(failure, wording) }];
}

/** A failure is a key; one that has no words yet is shown as it stands. */
function failureText(failure: string, { t }: Wording): string {
  const key = `cause.${failure}`;
  return isTextKey(key) ? t(key) : t('failure.other', { failure: oneLine(failure, 200) });
}

export function purposeOf(view: RequestView, { t }: Wording): readonly TextSection[] {
  const shown = asShown(paragraphs(view.purpose, 2_000));
  return shown.length === 0 ? [] : [{ label: t('label.purpose'), paragraphs: shown }];
}

const tierPoints: Readonly<Record<number, readonly TextKey[]>> = {
  0: ['tier.0.1', 'tier.0.2', 'tier.0.3', 'tier.0.4'],
  1: ['tier.1.1', 'tier.1.2', 'tier.1.3', 'tier.1.4'],
  2: ['tier.2.1', 'tier.2.2', 'tier.2.3', 'tier.2.4'],
  3: ['tier.3.1', 'tier.3.2', 'tier.3.3', 'tier.3.4', 'tier.3.5'],
};

/** What follows from a tier (paper, section 11 and Figure 3, in short). */
export function tierOf(tier: number, { t }: Wording): readonly PointsSection[] {
  const points = tierPoints[tier] ?? [];
  return points.length === 0 ? [] : [{ label: t('tier.follows', { tier }), points: points.map((key) => ({ text: `• ${t(key)}` })) }];
}

/** The seats of the current version, stage by stage. */
export function progressOf(view: RequestView, wording: ViewerWording): readonly LinesSection[] {
  if (view.seats.length === 0) return [];
  const lines = [...view.seats]
    .sort((one, other) => one.stage - other.stage)
    .slice(0, 8)
    .map((seat) => ({ text: wording.t('seat.line', { stage: seat.stage + 1, role: wording.t(`role.${seat.role}`), state: seatState(seat, wording) }) }));
  return [{ label: wording.t('seats.heading'), lines }];
}

function seatState(seat: SeatView, wording: ViewerWording): string {
  const { t } = wording;
  const namedBy = (name: (holder: SeatView['holders'][number]) => string): string => (seat.holders.length === 0 ? 'none' : anyOfNames(seat.holders.map(name), wording));
  const names = namedBy((holder) => nameFor(holder, wording));
  switch (seat.state) {
    case 'waiting':
      return t('seat.waiting', { names, before: seat.stage });
    case 'pending':
      return names === 'none' ? t('seat.vacant') : t('seat.pending', { names });
    case 'satisfied':
      return t('seat.satisfied', { names: namedBy(({ name }) => name) });
    case 'filled':
    case 'closed':
      return t(`seat.${seat.state}`);
    default:
      return seat.state satisfies never;
  }
}

/** The latest answers with their reasons, at most `room` UTF-16 units each; older ones are in the history. */
export function votesOf(view: RequestView, wording: Wording, room: number): readonly AnswersSection[] {
  if (view.votes.length === 0) return [];
  const { t, dateOf } = wording;
  const shown = view.votes.slice(-6);
  const lines = shown.map((vote) => ({
    text: t(`vote.${vote.answer}`, { person: short(vote.person.name), role: t(`role.${vote.seatRole}`), date: dateOf(vote.at) }),
    paragraphs: asShown(paragraphs(vote.comment, room, 6)),
  }));
  const older = view.votes.length - shown.length;
  const rest = older > 0 ? [{ text: t('votes.older', { count: older }), paragraphs: [] }] : [];
  return [{ label: t('votes.heading'), lines: [...lines, ...rest] }];
}

/** Earlier requests of the same person for the same thing. */
export function relatedOf(view: RequestView, { t, dateOf, day }: Wording): readonly LinesSection[] {
  if (view.related.length === 0) return [];
  const lines = view.related.slice(0, 5).map((earlier) => ({
    text: t('related.line', {
      number: numberOf('request', earlier.id),
      state: t(`state.${earlier.state}`),
      date: dateOf(earlier.createdAt),
      until: day(earlier.untilOn),
    }),
  }));
  return [{ label: t('related.heading'), lines }];
}
