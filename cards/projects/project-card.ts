import type { ProjectPackage, ProjectView } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, type Piece } from '../buttons.js';
import { oneLine, paragraphs } from '../literal.js';
import { nameRoom } from '../names.js';
import { nothing, section, type OverviewCardData, type OverviewRow } from '../overview-data.js';
import { gapLine, mayAdd, personLine, projectRoleOrder } from './project-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Fact } from '../sections.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** People of one role, packages and gaps on one card; the others are counted. */
const most = { people: 5, packages: 8, gaps: 6 } as const;

/** A project: its people by role, its work packages, what is missing, and the next steps of its reader. */
export function projectCard(view: ProjectView, format: Format): Card {
  const words = wording(format);
  const { t, day } = words;
  const number = numberOf('project', view.id);
  return renderFitting('overview', words, t('project.summary', { number, title: oneLine(view.title, 120) }), (room) => {
    const data: OverviewCardData = {
      ...nothing,
      eyebrows: [{ text: [number, t(view.open ? 'project.open' : 'project.closed'), t('project.until', { day: day(view.endsOn) })].join(t('line.separator')) }],
      title: oneLine(view.title, Math.min(room, nameRoom.fact)),
      next: nextOf(view, words),
      bands: gapsOf(view, room, words),
      texts: [{ label: t('label.what'), paragraphs: paragraphs(view.summary, Math.min(room, 600), 4).map((text) => ({ text })) }].filter((text) => text.paragraphs.length > 0),
      sections: [...section(t('project.people'), { facts: peopleOf(view, room, words) }), ...section(t('project.packages'), packagesOf(view, room, words))],
      actions: buttonsOf(view, words),
    };
    return { ...data };
  });
}

function nextOf(view: ProjectView, { t }: Wording): string {
  if (!view.open) return t('project.next-closed');
  if (view.gaps.length > 0) return t('project.next-gaps');
  return t(view.packages.length > 0 ? 'project.next' : 'project.next-none');
}

function gapsOf(view: ProjectView, room: number, words: Wording): OverviewCardData['bands'] {
  if (view.gaps.length === 0) return [];
  const { t } = words;
  const more = view.gaps.length - most.gaps;
  const lines = view.gaps.slice(0, most.gaps).map((gap) => ({ text: oneLine(gapLine(gap, view, words), Math.min(room * 2, 400)) }));
  return [{ style: 'warning', word: t('project.gaps'), lines: [...lines, ...(more > 0 ? [{ text: t('project.gaps-more', { count: more }) }] : [])] }];
}

/** The people of each role in one line, counted where there are many. */
function peopleOf(view: ProjectView, room: number, words: Wording): readonly Fact[] {
  const { t, list } = words;
  return projectRoleOrder.flatMap((role) => {
    const holders = view.people.filter((person) => person.role === role);
    if (holders.length === 0) return [];
    const more = holders.length - most.people;
    const names = holders.slice(0, most.people).map((person) => oneLine(personLine(person, words), Math.min(room, 200)));
    return [{ title: t(`project-role.${role}`), value: list([...names, ...(more > 0 ? [t('line.more', { count: more })] : [])]) }];
  });
}

function packagesOf(view: ProjectView, room: number, words: Wording): { readonly rows: readonly OverviewRow[]; readonly items: readonly { readonly title: string; readonly details: readonly [] }[] } {
  const more = view.packages.length - most.packages;
  return {
    rows: view.packages.slice(0, most.packages).map((workPackage) => packageRow(workPackage, room, words)),
    items: more > 0 ? [{ title: words.t('project.packages-more', { count: more }), details: [] }] : [],
  };
}

function packageRow({ id, title, state, tier, suspended, datasets, workspaces }: ProjectPackage, room: number, { t }: Wording): OverviewRow {
  const number = numberOf('package', id);
  const stands = suspended ? t('package-band.suspended') : tier === null ? t(`package.${state}`) : t('tier.name', { tier });
  return {
    title: t('row.title', { number, what: oneLine(title, Math.min(room, 120)) }),
    details: [{ text: [stands, t('project.datasets', { count: datasets }), t('project.workspaces', { count: workspaces })].join(t('line.separator')) }],
    open: button(t('do.open', { name: number }), { verb: 'package.show', packageId: id }, { inputs: 'none' }),
  };
}

function buttonsOf(view: ProjectView, { t }: Wording): readonly Piece[] {
  const about = { projectId: view.id };
  return [
    ...(mayAdd(view) ? [button(t('do.add-person'), { verb: 'form.start', form: 'appoint', ...about }, { style: 'positive' })] : []),
    ...(view.allowed.includes('create-package') ? [button(t('do.new-package'), { verb: 'form.start', form: 'create-package', ...about })] : []),
    ...(view.allowed.includes('propose-referee') ? [button(t('do.referees'), { verb: 'referees.show', ...about })] : []),
    ...(view.people.length > 0 ? [button(t('do.people'), { verb: 'people.show', ...about })] : []),
    ...(view.allowed.includes('declare-conflict') ? [button(t('do.declare-conflict'), { verb: 'form.start', form: 'declare-conflict', ...about })] : []),
    ...(view.allowed.includes('take-back-conflict') ? [button(t('do.take-back-conflict'), { verb: 'form.start', form: 'take-back-conflict', ...about })] : []),
  ];
}
