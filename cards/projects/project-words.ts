import type { ProjectGap, ProjectPerson, ProjectView } from '../../services/projects/index.js';
import { numberOf } from '../../services/context/index.js';
import { short } from '../names.js';
import type { Wording } from '../wording.js';

export const projectRoleOrder = ['investigator', 'project-manager', 'researcher', 'referee', 'representative'] as const;

/** `PR-0001 · Heart failure readmissions`. */
export const projectLine = ({ id, title }: { readonly id: number; readonly title: string }, { t }: Wording): string => `${numberOf('project', id)}${t('line.separator')}${short(title)}`;

/** A person's name with what has to be known about them. */
export function personLine(person: ProjectPerson, { t }: Wording): string {
  return t('project.person', {
    name: short(person.name),
    guest: person.guest ? 'yes' : 'no',
    conflict: person.conflicted ? 'yes' : 'no',
    training: person.trainingMissing === true ? 'missing' : 'other',
  });
}

/** What the project lacks, in a sentence. */
export function gapLine(gap: ProjectGap, { allowed }: Pick<ProjectView, 'allowed'>, { t }: Wording): string {
  switch (gap.kind) {
    case 'investigator':
    case 'project-manager':
      return t(`project.gap.${gap.kind}`, { may: allowed.includes(`appoint-${gap.kind}`) ? 'yes' : 'no' });
    case 'package':
    case 'referee':
      return t(`project.gap.${gap.kind}`);
    case 'representative':
    case 'nobody-represents':
      return t(`project.gap.${gap.kind}`, { dataset: `${numberOf('dataset', gap.dataset.id)} ${short(gap.dataset.name)}` });
    case 'training':
      return t('project.gap.training', { name: short(gap.name) });
    default:
      return gap satisfies never;
  }
}

/** What the reader can do about people. */
export const mayAdd = ({ allowed }: Pick<ProjectView, 'allowed'>): boolean => allowed.some((action) => action.startsWith('appoint-'));
export const mayRemove = ({ allowed }: Pick<ProjectView, 'allowed'>): boolean => allowed.some((action) => action.startsWith('remove-'));
