/** How a person stands to one workspace. */
export const standings = [
  'member',
  'investigator',
  'project-manager',
  'programme-manager',
  /** Represents a dataset of the workspace's package. */
  'representative',
  'system-manager',
  'finance',
] as const;
export type Standing = (typeof standings)[number];

/** What a person can do with a workspace that stands. */
export const workspaceActions = ['see', 'see-budget', 'start-machine', 'stop-machine', 'connect', 'assign-machine', 'add-member', 'remove-member'] as const;
export type WorkspaceAction = (typeof workspaceActions)[number];

/**
 * Who may do what (people-and-requests, "Roles" and "Who sees what"). A machine is started, stopped and connected to by whom it is assigned to as well;
 * `assigned` in `mayOperate` says so.
 */
export const permissions: Readonly<Record<WorkspaceAction, readonly Standing[]>> = {
  see: ['member', 'investigator', 'project-manager', 'programme-manager', 'representative'],
  'see-budget': ['member', 'investigator', 'project-manager', 'programme-manager', 'finance'],
  'start-machine': ['investigator', 'project-manager'],
  'stop-machine': ['investigator', 'project-manager', 'system-manager'],
  connect: [],
  'assign-machine': ['investigator', 'project-manager'],
  'add-member': ['investigator', 'project-manager'],
  'remove-member': ['investigator', 'project-manager', 'programme-manager', 'representative'],
};

export const mayDo = (action: WorkspaceAction, standing: ReadonlySet<Standing>): boolean => permissions[action].some((needed) => standing.has(needed));

/** What somebody may do with a machine: by how they stand, or because it is assigned to them. A member may use one that is nobody's. */
export function mayOperate(action: Extract<WorkspaceAction, 'start-machine' | 'stop-machine' | 'connect'>, standing: ReadonlySet<Standing>, assignedTo: string | null, personId: string): boolean {
  if (mayDo(action, standing)) return true;
  return standing.has('member') && (assignedTo === null || assignedTo === personId);
}
