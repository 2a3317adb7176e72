import type { Difference, Opinion, PackageView } from '../../services/classification/index.js';
import { personFirst, roleWord, section, shown, type Section } from './classification-data.js';
import { numberOf } from '../../services/context/index.js';
import { oneLine } from '../literal.js';
import { short } from '../names.js';
import { missingLine } from './package-words.js';
import type { Fact } from '../sections.js';
import type { Wording } from '../wording.js';

/** Rows of one part on the card; the others are counted. */
const mostRows = 12;
/** Differing questions on the card, the first of the paths. */
const mostDifferences = 6;

/** What the reader may see of an open round: who is in, what is missing, and once they see opinions the tiers and the answers that differ. */
export function packageSections(view: PackageView, words: Wording, room: number): readonly Section[] {
  return [...withdrawnOf(view, words), ...tierFourOf(view, words), ...differencesOf(view, words, room), ...opinionsOf(view, words, room), ...askedOf(view, words), ...missingOf(view, words)];
}

/** Which datasets were withdrawn, when and by whom. */
function withdrawnOf(view: PackageView, words: Wording): readonly Section[] {
  const { t, dateOf } = words;
  if (view.withdrawals.length === 0) return [];
  const facts = view.withdrawals.slice(0, mostRows).map(({ dataset, by, at }): Fact => ({ title: `${numberOf('dataset', dataset.id)} ${short(dataset.name)}`, value: t('package.withdrawn-by', { name: personFirst(view, by, words), day: dateOf(at) }) }));
  return [section(t('package.withdrawn'), { factSets: [{ facts }] })];
}

/** At tier 4: what everyone says happens with the data. */
function tierFourOf(view: PackageView, words: Wording): readonly Section[] {
  const { t } = words;
  if (view.tierFour.length === 0) return [];
  const facts = view.tierFour.slice(0, mostRows).map(({ personId, role, outcome }): Fact => ({
    title: personId === null ? t(`role.${role}`) : t('package.person', { name: personFirst(view, personId, words), role: t(`role.${role}`) }),
    value: t(`tier-four.${outcome ?? 'missing'}`),
  }));
  return [section(t('tier-four.title'), { factSets: [{ facts }] })];
}

function askedOf(view: PackageView, words: Wording): readonly Section[] {
  if (view.state !== 'open' || view.asked.length === 0 || view.settlement?.kind === 'conflict' || view.settlement?.kind === 'agreed') return [];
  const { t } = words;
  // Whoever sees the opinions sees there who is in.
  const asked = view.asked.filter(({ given }) => !given || view.own === undefined);
  if (asked.length === 0) return [];
  const facts = asked.slice(0, mostRows).map(({ personId, role, given }): Fact => ({ title: person(view, personId, role, words), value: t(given ? 'package.given' : 'package.not-given') }));
  const more = asked.length - facts.length;
  return [section(t('package.asked'), { factSets: [{ facts }], lines: more > 0 ? shown([t('line.more', { count: more })]) : [] })];
}

function missingOf(view: PackageView, words: Wording): readonly Section[] {
  if (view.state !== 'open' || view.missing.length === 0) return [];
  const lines = view.missing.slice(0, mostRows).map((missing) => words.t('question.bullet', { text: missingLine(missing, view, words) }));
  return [section(words.t('package.missing'), { lines: shown(lines) })];
}

/** Everyone's opinion, where the reader sees them; of a classified package the record shows them. */
function opinionsOf(view: PackageView, words: Wording, room: number): readonly Section[] {
  const { t } = words;
  const opinions = [...(view.own ? [view.own] : []), ...view.others];
  if (opinions.length === 0 || view.state !== 'open') return [];
  const facts = opinions.slice(0, mostRows).map((opinion): Fact => ({ title: person(view, opinion.personId, opinion.role, words), value: opinionWord(opinion, words, room) }));
  return [section(t(view.others.length === 0 ? 'package.own-opinion' : 'package.opinions'), { factSets: [{ facts }] })];
}

function opinionWord({ tier, computedTier, reason }: Opinion, { t }: Wording, room: number): string {
  return reason === null ? t('tier.name', { tier }) : t('package.raised', { tier, computed: computedTier, reason: oneLine(reason, Math.min(room, 300)) });
}

/** While opinions differ, only the answers that differ, side by side (classification.md, "How one person classifies"). */
function differencesOf(view: PackageView, words: Wording, room: number): readonly Section[] {
  const { t } = words;
  if (view.settlement?.kind !== 'conflict') return [];
  const items = view.differences.slice(0, mostDifferences).map((difference) => ({ title: difference.label, text: oneLine(difference.text, Math.max(room, 120)), facts: sides(difference, view, words) }));
  const more = view.differences.length - items.length;
  const lines = view.differences.length === 0 ? [t('package.no-differences')] : more > 0 ? [t('package.more-differences', { count: more })] : [];
  return [section(t('package.differences'), { items, lines: shown(lines) })];
}

const sides = ({ answers }: Difference, view: PackageView, words: Wording): readonly Fact[] =>
  (['yes', 'no'] as const).map((side) => ({
    title: words.t(`answer.${side}`),
    value: words.list(answers.filter(({ answer }) => answer === side).slice(0, mostRows).map(({ personId }) => person(view, personId, roleIn(view, personId), words))),
  }));

const roleIn = (view: PackageView, personId: string): Opinion['role'] | undefined => [...(view.own ? [view.own] : []), ...view.others].find((opinion) => opinion.personId === personId)?.role;

/** `Ines Carvalho (Investigator)`. */
function person(view: PackageView, personId: string, role: Opinion['role'] | undefined, words: Wording): string {
  const name = personFirst(view, personId, words);
  return role === undefined ? name : words.t('package.person', { name, role: roleWord(role, words) });
}
