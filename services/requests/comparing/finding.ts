import type { ProjectRoleName } from '../../database/index.js';

export const findingKinds = ['unexplained-member', 'missing-member', 'unexplained-owner'] as const;
/**
 * How the directory and the approved requests differ. `unexplained-member`: no active request explains the membership. `missing-member`: an active
 * request, and no membership. `unexplained-owner`: no role explains the ownership.
 */
export type FindingKind = (typeof findingKinds)[number];

/** From this tier on the remover takes out whom no active request explains; below it, that is reported. */
export const removedFromTier = 2;

/** A group as our side knows it. */
export interface ComparedGroup {
  readonly groupId: string;
  /** Of the workspace's work package; 3 while it is not classified, as in a landing workspace. */
  readonly tier: number;
  /** Who has an active request for it. */
  readonly explained: ReadonlySet<string>;
  /** Whom their role in the project makes a member, without a request. */
  readonly byRole: ReadonlySet<string>;
  /** Whose membership is being granted or removed, or was a moment ago: nothing is concluded about them. */
  readonly changing: ReadonlySet<string>;
  /** Who may own it: the project's Investigator and Project Managers. */
  readonly mayOwn: ReadonlySet<string>;
}

/** A group as the directory knows it. */
export interface GroupPeople {
  readonly members: readonly string[];
  readonly owners: readonly string[];
}

export interface Finding {
  readonly kind: FindingKind;
  readonly groupId: string;
  readonly personId: string;
}

/** A finding that has not gone. */
export interface OpenFinding extends Finding {
  readonly id: number;
  /** The newest removal that it led to. */
  readonly removalId: number | null;
  /** The newest question that it stands in. */
  readonly questionId: number | null;
}

/** What differs in one group. */
export function differences(group: ComparedGroup, { members, owners }: GroupPeople): readonly Finding[] {
  const { groupId } = group;
  const settled = (personId: string): boolean => !group.changing.has(personId);
  const found = (kind: FindingKind) => (personId: string): Finding => ({ kind, groupId, personId });
  return [
    ...members.filter((id) => settled(id) && !group.explained.has(id) && !group.byRole.has(id)).map(found('unexplained-member')),
    ...[...group.explained].filter((id) => settled(id) && !members.includes(id)).map(found('missing-member')),
    ...owners.filter((id) => !group.mayOwn.has(id)).map(found('unexplained-owner')),
  ];
}

/** Roles that explain the ownership of a group. */
export const owningRoles: readonly ProjectRoleName[] = ['investigator', 'project-manager'];

/** Before it would remove more than 10, or a tenth, the comparison stops and asks (people-and-requests, "Directory groups"). */
export const mustAsk = (removals: number, compared: number): boolean => removals > 10 || removals * 10 > compared;
