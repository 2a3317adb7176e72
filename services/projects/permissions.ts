import type { ProjectRoleName } from '../database/index.js';

export const projectRoles = ['project-manager', 'investigator', 'researcher', 'referee', 'representative'] as const satisfies readonly ProjectRoleName[];

/** How a person stands to a project, and to whom they act on. */
export const standings = [
  /** Holds the system role, and no project role here but Project Manager ("A system role gives no seat in a project where…"). */
  'programme-manager',
  ...projectRoles,
  /** Has a role here, or is a Programme Manager, and a declared conflict of interest. */
  'conflicted',
  /** Belongs to the Referee college. */
  'college',
  /** Acts on themselves. */
  'self',
  /** Declared the conflict that is acted on. */
  'declarer',
] as const;
export type Standing = (typeof standings)[number];

export const projectActions = [
  'see-project',
  'see-people',
  ...projectRoles.map((role) => `appoint-${role}` as const),
  ...projectRoles.map((role) => `remove-${role}` as const),
  'declare-conflict',
  'declare-referee-conflict',
  'take-back-conflict',
  'propose-referee',
  'change-project',
  'create-package',
  'change-package',
  'succeed-package',
] as const;
export type ProjectAction = (typeof projectActions)[number];

const managers = ['programme-manager', 'project-manager'] as const;
const everyRole = ['programme-manager', ...projectRoles, 'conflicted'] as const;

/** Who may do what in a project (people-and-requests, "Roles"). Whether its state allows it is asked besides. */
export const permissions: Readonly<Record<ProjectAction, readonly Standing[]>> = {
  'see-project': everyRole,
  'see-people': everyRole,
  'appoint-investigator': ['programme-manager'],
  'appoint-project-manager': ['programme-manager'],
  // The Representative who hands over does it by `hand-over-dataset.ts`, for the dataset and all its projects.
  'appoint-representative': ['programme-manager'],
  'appoint-referee': ['project-manager'],
  'appoint-researcher': [...managers, 'investigator'],
  'remove-investigator': ['programme-manager'],
  'remove-project-manager': ['programme-manager'],
  'remove-representative': ['programme-manager'],
  // A Researcher or Referee may also step down; the others are replaced or hand over.
  'remove-referee': [...managers, 'self'],
  'remove-researcher': [...managers, 'investigator', 'self'],
  'declare-conflict': ['self'],
  // On behalf of somebody else: of a Referee, or one of the college who may become it, whom the Project Manager appoints.
  'declare-referee-conflict': ['project-manager'],
  // Where it was declared in error.
  'take-back-conflict': ['programme-manager', 'declarer'],
  'propose-referee': managers,
  'change-project': ['programme-manager'],
  'create-package': managers,
  'change-package': managers,
  'succeed-package': managers,
};

/** To anyone without a role in it, and who is no Programme Manager, a project does not exist ("Who sees what"). */
export const maySee = (standing: ReadonlySet<Standing>): boolean => permissions['see-project'].some((needed) => standing.has(needed));

/** True when the standing gives the right to `action`; nobody gives themselves a role. */
export function mayDo(action: ProjectAction, standing: ReadonlySet<Standing>): boolean {
  if (action.startsWith('appoint-') && standing.has('self')) return false;
  return permissions[action].some((needed) => standing.has(needed));
}
