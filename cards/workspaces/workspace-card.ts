import { numberOf } from '../../services/context/index.js';
import type { WorkspaceView } from '../../services/workspaces/index.js';
import { button, opening, type Piece } from '../buttons.js';
import { controlFacts } from '../classification/control-words.js';
import { oneLine } from '../literal.js';
import { nameRoom, short } from '../names.js';
import { nothing, section, type OverviewCardData, type OverviewItem, type OverviewRow } from '../overview-data.js';
import { renderFitting, type Card } from '../render.js';
import type { BandStyle } from '../requests/request-words.js';
import type { Fact } from '../sections.js';
import type { Format } from '../text.js';
import { nameFor, wordingFor, type ViewerWording } from '../viewer-wording.js';

const most = { members: 12, machines: 10, datasets: 10, lapses: 5 } as const;

/** A workspace: its people, machines, data, budget, and what its tier brings. */
export function workspaceCard(view: WorkspaceView, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t, day } = words;
  const number = numberOf('workspace', view.id);
  return renderFitting('overview', words, t('workspace.summary', { number, name: oneLine(view.name, 120), state: t(`workspace-state.${view.state}`) }), (room) => {
    const data: OverviewCardData = {
      ...nothing,
      eyebrows: [{ text: [number, t(view.kind === 'landing' ? 'workspace.landing' : 'workspace.research'), ...(view.tier === null ? [] : [t('tier.name', { tier: view.tier })])].join(t('line.separator')) }],
      title: oneLine(view.name, Math.min(room, nameRoom.fact)),
      next: t(`workspace.next.${view.state}`),
      bands: bandsOf(view, words),
      factSets: [{ facts: factsOf(view, room, words) }],
      sections: [
        ...section(t('workspace.members'), peopleOf(view, words)),
        ...section(t('workspace.machines'), { items: machinesOf(view, words) }),
        ...section(t('workspace.data'), { rows: dataOf(view, room, words) }),
      ],
      paging: view.project.endsOn === '' ? [] : [{ text: t('workspace.ends', { day: day(view.project.endsOn) }) }],
      actions: buttonsOf(view, words),
    };
    return { ...data };
  });
}

const styles: Readonly<Record<WorkspaceView['state'], BandStyle>> = { planned: 'accent', building: 'accent', active: 'good', closing: 'warning', closed: 'emphasis', dropped: 'emphasis' };

function bandsOf(view: WorkspaceView, { t, day }: ViewerWording): OverviewCardData['bands'] {
  const lapses = view.lapses.slice(0, most.lapses).map(({ datasetName, endsOn }) => ({ text: t('workspace.lapse', { dataset: short(datasetName), day: day(endsOn) }) }));
  return [
    { style: styles[view.state], word: t(`workspace-state.${view.state}`), lines: [] },
    ...(view.workPackage.suspended ? [{ style: 'warning' as const, word: t('package-band.suspended'), lines: [{ text: t('workspace.suspended') }] }] : []),
    ...(lapses.length > 0 ? [{ style: 'warning' as const, word: t('workspace.lapses'), lines: lapses }] : []),
  ];
}

function factsOf(view: WorkspaceView, room: number, words: ViewerWording): readonly Fact[] {
  const { t, money } = words;
  const named = (number: string, title: string): string => `${number}${t('line.separator')}${oneLine(title, Math.min(room, nameRoom.fact))}`;
  return [
    { title: t('label.project'), value: named(numberOf('project', view.project.id), view.project.title) },
    { title: t('label.package'), value: named(numberOf('package', view.workPackage.id), view.workPackage.title) },
    { title: t('label.owner'), value: view.owner ? nameFor(view.owner, words) : t('plan.no-owner') },
    { title: t('label.where'), value: view.where.zone === null ? short(view.where.region) : t('plan.where', { zone: short(view.where.zone), region: short(view.where.region) }) },
    ...(view.budget ? [{ title: t('label.budget'), value: t('workspace.budget', { amount: money(view.budget.perMonth, view.budget.currency), costCentre: oneLine(view.budget.costCentre, 60), estimate: money(view.budget.estimate, view.budget.currency) }) }] : []),
  ];
}

/** Each opens the request that the membership came from: there it is taken away, or given up. */
function peopleOf(view: WorkspaceView, words: ViewerWording): { readonly rows: readonly OverviewRow[]; readonly items: readonly OverviewItem[] } {
  const { t, day } = words;
  if (view.members.length === 0) return { rows: [], items: [{ title: t('workspace.no-members'), details: [{ text: t('workspace.no-members-value') }] }] };
  const shown = view.members.slice(0, most.members);
  const more = view.members.length - shown.length;
  return {
    rows: shown.map((person) => ({
      title: nameFor(person, words),
      details: [{ text: t('workspace.member-until', { day: day(person.untilOn) }) }],
      open: button(t('do.open', { name: numberOf('request', person.requestId) }), { verb: 'request.show', requestId: person.requestId }, { inputs: 'none' }),
    })),
    items: more > 0 ? [{ title: t('line.more', { count: more }), details: [] }] : [],
  };
}

function machinesOf(view: WorkspaceView, words: ViewerWording): readonly OverviewItem[] {
  const { t, instant } = words;
  return view.machines.slice(0, most.machines).map(({ number, platform, size, state, seenAt, assignedTo }) => ({
    title: t('workspace.machine', { number, platform: t(`platform.${platformOf(platform)}`), state: t(`power.${state}`) }),
    details: [
      {
        text: [
          assignedTo ? t('workspace.assigned', { name: nameFor(assignedTo, words) }) : t('workspace.shared'),
          short(size.replace('Standard_', '').replaceAll('_', ' ')),
          ...(seenAt ? [t('workspace.seen', { at: instant(seenAt) })] : []),
        ].join(t('line.separator')),
      },
    ],
  }));
}

const platformOf = (key: string): 'python' | 'r' | 'sql' | 'gpu' => (['python', 'r', 'sql', 'gpu'] as const).find((known) => known === key) ?? 'python';

const dataOf = (view: WorkspaceView, room: number, { t }: ViewerWording): readonly OverviewRow[] =>
  view.datasets.slice(0, most.datasets).map(({ id, name, readers }) => ({
    title: t('row.title', { number: numberOf('dataset', id), what: oneLine(name, Math.min(room, 120)) }),
    details: [{ text: t('workspace.readers', { count: readers }) }],
    open: button(t('do.open', { name: numberOf('dataset', id) }), { verb: 'dataset.show', datasetId: id }, { inputs: 'none' }),
  }));

function buttonsOf(view: WorkspaceView, words: ViewerWording): readonly Piece[] {
  const { t } = words;
  const operable = view.machines.filter(({ allowed }) => allowed.length > 0);
  const may = (action: (typeof operable)[number]['allowed'][number]): boolean => operable.some(({ allowed }) => allowed.includes(action));
  const target = { workspaceId: view.id };
  const operations = (['start-machine', 'stop-machine', 'connect'] as const).filter(may);
  const choices = operable.map(({ number, platform, state }) => ({ title: t('workspace.machine', { number, platform: t(`platform.${platformOf(platform)}`), state: t(`power.${state}`) }), value: String(number) }));
  const choose = { type: 'Input.ChoiceSet', id: 'machine', label: t('workspace.which-machine'), style: 'compact', isRequired: true, errorMessage: t('workspace.which-machine-error'), choices, value: choices[0]?.value ?? '' };
  const verbs = { 'start-machine': 'machine.start', 'stop-machine': 'machine.stop', connect: 'machine.connect' } as const;
  return [
    ...(operations.length === 0 ? [] : [opening(t('do.machines'), [choose], operations.map((action) => button(t(`do.${action}`), { verb: verbs[action], ...target }, { style: action === 'start-machine' ? 'positive' : 'default' })))]),
    ...(view.tier === null ? [] : [opening(t('do.controls'), [{ type: 'FactSet', facts: controlFacts(view.tier, words) }], [])]),
    ...(view.allowed.includes('add-member') ? [button(t('do.add-person'), { verb: 'form.start', form: 'add-member', workspaceId: view.id })] : []),
    ...(view.state === 'active' && !view.members.some(({ id }) => id === words.viewerId) ? [button(t('do.join-workspace'), { verb: 'ask.start', workspaceId: view.id })] : []),
    button(t('do.show', { number: numberOf('package', view.workPackage.id) }), { verb: 'package.show', packageId: view.workPackage.id }, { inputs: 'none' }),
  ];
}
