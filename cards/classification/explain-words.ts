import type { ExplainedOpinion, ExplainedRound, Explanation } from '../../services/classification/index.js';
import { answerWord, fold, roleWord, section, shown, type Band, type Section } from './classification-data.js';
import type { Further } from '../further.js';
import { oneLine } from '../literal.js';
import { listedNames, nameRoom } from '../names.js';
import type { Fact } from '../sections.js';
import type { Wording } from '../wording.js';

/** How an explanation speaks to its reader. */
export interface ExplainWords extends Wording {
  readonly viewerId: string;
  /** Room of a free text, in UTF-16 units. */
  readonly room: number;
}

/** Opinions on the card itself; the others are counted. */
const mostOpinions = 12;

/** A person's name; `you` for the reader, a process's name where it acted by itself. */
export function nameOf({ id, name }: { readonly id: string; readonly name: string }, { t, viewerId, room }: ExplainWords): string {
  if (id === viewerId) return t('who.you');
  if (name !== '') return oneLine(name, Math.min(room, nameRoom.sentence));
  return id === 'sweep' ? t('process.sweep') : t('who.somebody');
}

const personOf = ({ person, role }: ExplainedOpinion, words: ExplainWords): string => words.t('package.person', { name: nameOf(person, words), role: roleWord(role, words) });

/** Where the package stands, and how its last round ended. */
export function explainBand({ state, tier, progress, rounds }: Explanation, { t }: ExplainWords): Band {
  const last = rounds.at(-1);
  switch (state) {
    case 'classified':
      return { style: tier === 4 ? 'attention' : 'good', word: t('package-band.classified', { tier: tier ?? '' }), lines: shown([last?.cause ? t(`record.cause.${last.cause}`) : t('record.no-rounds'), ...(last && tier !== null && last.opinions.every((opinion) => opinion.tier < tier || opinion.endedBecause !== null) ? [t('record.lifted', { tier })] : [])]) };
    case 'open':
      return { style: 'emphasis', word: t('package-band.open'), lines: shown(progress ? [t('package.progress', { given: progress.given, asked: progress.asked })] : []) };
    case 'new':
      return { style: 'emphasis', word: t('package-band.new'), lines: shown(last?.cause ? [t(`record.cause.${last.cause}`)] : []) };
    default:
      return state satisfies never;
  }
}

/** The newest round: who holds what since when, the ways out that were taken, and why not more is told. */
export function roundSections(round: ExplainedRound, { sight }: Explanation, words: ExplainWords): readonly Section[] {
  const { t, dateOf } = words;
  const standing = round.opinions.filter(({ endedBecause }) => endedBecause !== 'replaced');
  const facts = standing.slice(0, mostOpinions).map((opinion): Fact => ({ title: personOf(opinion, words), value: opinionWord(opinion, words) }));
  const lines = [
    ...(standing.length > mostOpinions ? [t('line.more', { count: standing.length - mostOpinions })] : []),
    ...(round.openedBy === null ? [] : [t('explain.opened', { name: nameOf(round.openedBy, words), day: dateOf(round.openedAt) })]),
    ...changesIn(round, words).slice(-mostOpinions),
    ...round.waysOut.filter(({ kind }) => kind !== 'modify').slice(-mostOpinions).map(({ kind, takenBy, takenAt }) => t('explain.way', { what: t(`record.way.${kind}`), name: nameOf(takenBy, words), day: dateOf(takenAt) })),
    ...(round.endedBy === null || round.endedAt === null ? [] : [t('explain.ended', { name: nameOf(round.endedBy, words), day: dateOf(round.endedAt) })]),
    ...(round.told === 'all' ? [] : [notTold(round, sight, words)]),
  ];
  return [section(t('package.opinions'), { factSets: facts.length === 0 ? [] : [{ facts }], lines: shown(lines) })];
}

/** Who changed their opinion, from which tier to which, in the order of the changes. */
function changesIn({ opinions }: ExplainedRound, words: ExplainWords): readonly string[] {
  return opinions.flatMap((before, place) => {
    const after = before.endedBecause === 'replaced' ? opinions.slice(place + 1).find(({ person }) => person.id === before.person.id) : undefined;
    return after ? [words.t('explain.changed', { name: nameOf(before.person, words), from: before.tier, to: after.tier, day: words.dateOf(after.givenAt) })] : [];
  });
}

/** Why somebody reads their own opinions only. */
function notTold({ outcome }: ExplainedRound, sight: Explanation['sight'], { t }: ExplainWords): string {
  if (outcome !== null) return t('explain.told-later');
  switch (sight) {
    case 'blind':
      return t('explain.told-after-own');
    case 'manager':
      return t('package-next.manager');
    case 'onlooker':
    case 'sighted':
      return t('package-next.onlooker');
    default:
      return sight satisfies never;
  }
}

function opinionWord({ tier, computedTier, reason, givenAt }: ExplainedOpinion, { t, instant, room }: ExplainWords): string {
  const at = instant(givenAt);
  if (tier === computedTier) return t('explain.opinion', { tier, at });
  return reason === null ? t('explain.raised', { tier, computed: computedTier, at }) : t('explain.raised-because', { tier, computed: computedTier, at, reason: oneLine(reason, Math.min(room, 300)) });
}

/** Ways through the flowchart on the card. */
const mostPaths = (room: number): number => (room >= 120 ? mostOpinions : 4);
/** Answers of one path on the card, by the room there is; the record shows all. */
const mostSteps = (room: number): number => (room >= 800 ? 40 : room >= 300 ? 15 : room >= 120 ? 6 : 2);

/** Each way through the flowchart once, under the names of those who took it. */
export function pathParts({ opinions }: ExplainedRound, words: ExplainWords): readonly Further[] {
  const { t, room } = words;
  const standing = opinions.filter(({ endedBecause }) => endedBecause !== 'replaced').slice(0, mostOpinions);
  const paths = Map.groupBy(standing, ({ steps }) => steps.map(({ key, answer, text }) => `${key} ${answer} ${text}`).join('\n'));
  const separate = [...paths.values()].slice(0, mostPaths(room));
  const unseen = paths.size - separate.length;
  return separate.map((people, place) => {
    const [first] = people;
    const steps = first?.steps ?? [];
    const facts = steps.slice(0, mostSteps(room)).map(({ label, answer }): Fact => ({ title: oneLine(label, Math.min(room, 60)), value: answerWord(answer, words) }));
    const label = t('explain.path', { names: listedNames(people.map(({ person }) => nameOf(person, words)), words), tier: first?.computedTier ?? '' });
    const more = [
      ...(steps.length > facts.length ? [t('explain.more-steps', { count: steps.length - facts.length })] : []),
      ...(unseen > 0 && place === separate.length - 1 ? [t('explain.more-paths', { count: unseen })] : []),
    ];
    return fold(`path-${String(place)}`, label, more, words, facts);
  });
}

/** An earlier round in a few lines. */
export function earlierPart(round: ExplainedRound, place: number, words: ExplainWords): Further {
  const { t, dateOf } = words;
  const shownOpinions = round.opinions.slice(0, mostOpinions);
  const more = round.opinions.length - shownOpinions.length;
  const lines = [
    ...(round.endedBy === null || round.endedAt === null ? [] : [t('explain.ended', { name: nameOf(round.endedBy, words), day: dateOf(round.endedAt) })]),
    ...(round.cause === null ? [] : [t(`record.cause.${round.cause}`)]),
    ...(round.told === 'all' ? [] : [t('explain.told-later')]),
    ...(more > 0 ? [t('line.more', { count: more })] : []),
  ];
  const facts = shownOpinions.map((opinion): Fact => ({ title: personOf(opinion, words), value: opinionWord(opinion, words) }));
  return fold(`round-${String(place)}`, t('record.round', { number: place, outcome: round.outcome ?? 'open' }), lines, words, facts);
}
