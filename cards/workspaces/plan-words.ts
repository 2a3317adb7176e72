import type { CostEstimate, CostLine, PlanView } from '../../services/workspaces/index.js';
import { oneLine } from '../literal.js';
import { nameRoom, short } from '../names.js';
import type { Fact, LinesSection } from '../sections.js';
import { nameFor, type ViewerWording } from '../viewer-wording.js';
import type { Wording } from '../wording.js';

/** What is asked to be built and what it costs, as somebody who decides looks at it first. */
export function planFacts(plan: PlanView, words: ViewerWording): readonly Fact[] {
  const { t, list, money } = words;
  const { estimate } = plan;
  const machines = machineLines(estimate, words);
  return [
    { title: t('label.machines'), value: machines.length === 0 ? t('plan.no-machines') : list(machines) },
    costFact(estimate, words),
    { title: t('label.budget'), value: t('plan.budget', { amount: money(plan.monthlyBudget, estimate.currency), costCentre: oneLine(plan.costCentre, nameRoom.fact) }) },
    { title: t('label.owner'), value: plan.owner ? nameFor(plan.owner, words) : t('plan.no-owner') },
    ...(plan.members.length === 0 ? [] : [{ title: t('label.members'), value: list(plan.members.slice(0, 12).map((person) => nameFor(person, words))) }]),
    { title: t('label.where'), value: t('plan.where', { zone: short(plan.zone ?? plan.region), region: short(plan.region) }) },
  ];
}

const costFact = ({ perMonth, atMost, currency }: CostEstimate, { t, money }: Wording): Fact => ({ title: t('label.cost'), value: t('plan.cost', { perMonth: money(perMonth, currency), atMost: money(atMost, currency) }) });

/** `2 × Python, 4 cores, 16 GB`. */
export const machineLines = ({ lines }: CostEstimate, { t }: Wording): readonly string[] => lines.flatMap((line) => (line.kind === 'machines' ? [t('plan.machine', { count: line.count, ...machineValues(line.machine, t) })] : []));

export const machineValues = ({ platform, cores, memoryGb }: Extract<CostLine, { kind: 'machines' }>['machine'], t: Wording['t']) => ({ platform: t(`platform.${platform}`), cores, memory: memoryGb });

/** Every line of the estimate. */
export function costLines(estimate: CostEstimate, words: Wording): LinesSection {
  const { t, money, day } = words;
  const lines = estimate.lines.map((line) => {
    const total = money(Math.ceil(line.total), estimate.currency);
    if (line.kind === 'machines') return { text: t('plan.cost-machines', { count: line.count, ...machineValues(line.machine, t), total }) };
    return { text: t('plan.cost-fixed', { what: t(`cost.${line.key}`), count: line.count, total }) };
  });
  return { label: t('plan.cost-heading'), lines: [...lines, { text: t('plan.cost-note', { hours: estimate.hoursPerMonth, from: day(estimate.pricesFrom) }) }] };
}

/** What a plan would cost, as whoever asks sees it before it is sent. */
export const costFacts = (estimate: CostEstimate, words: Wording): readonly Fact[] => [
  ...costLines(estimate, words).lines.map(({ text }, place) => ({ title: place === 0 ? words.t('plan.cost-heading') : ' ', value: text })),
  costFact(estimate, words),
];
