import type { ProjectRoleName } from '../database/index.js';
import { accessTypes, type AccessType, type RequestRecord, type RequestType } from './request.js';

/** Whose seats a stage has. */
export type StageRole = 'investigator' | 'project-manager-or-investigator' | 'representatives' | 'programme-manager';

interface Stage {
  readonly role: StageRole;
  /** The stage exists from this tier on. */
  readonly fromTier: number;
  /** Left out when the subject is the project's Investigator (11.6). */
  readonly unlessSubjectIsInvestigator?: true;
}

/** What a type of request is (people-and-requests, the table of "One request engine"): types differ by this table only. */
export interface RequestTypeRule {
  readonly askedBy: readonly ProjectRoleName[];
  readonly stages: readonly Stage[];
  /**
   * Who carries it out once it is approved (`carry-out.ts`). `membership`: the workflow that makes the subject a member of the group, with the
   * grantor's rights. `building`: a workflow of `services/workspaces`, with the rights of the Programme Manager who approved it.
   */
  readonly carriedOutBy: 'membership' | 'building';
  readonly ends: 'active' | 'done';
  /** Working days for each stage ("Deadlines"). */
  readonly stageDays: number;
}

/** What access comes to. */
interface AccessRule {
  /** Which directory group the subject becomes a member of. */
  readonly group: 'data' | 'members';
  /** The longest access, calendar months from the day it is asked for. */
  readonly longestMonths: number;
  /** What is offered, in calendar months. */
  readonly offeredMonths: number;
}

export const requestTypeRules: Readonly<Record<RequestType, RequestTypeRule>> = {
  'data-access': {
    askedBy: ['researcher', 'investigator'],
    stages: [
      { role: 'investigator', fromTier: 0 },
      { role: 'representatives', fromTier: 3, unlessSubjectIsInvestigator: true },
    ],
    carriedOutBy: 'membership',
    ends: 'active',
    stageDays: 5,
  },
  'join-workspace': {
    askedBy: ['researcher', 'investigator', 'referee'],
    stages: [
      { role: 'project-manager-or-investigator', fromTier: 0 },
      { role: 'representatives', fromTier: 3, unlessSubjectIsInvestigator: true },
    ],
    carriedOutBy: 'membership',
    ends: 'active',
    stageDays: 5,
  },
  workspace: {
    askedBy: ['investigator', 'project-manager'],
    stages: [{ role: 'programme-manager', fromTier: 0 }],
    carriedOutBy: 'building',
    ends: 'active',
    stageDays: 5,
  },
};

export const accessRules: Readonly<Record<AccessType, AccessRule>> = {
  'data-access': { group: 'data', longestMonths: 12, offeredMonths: 3 },
  'join-workspace': { group: 'members', longestMonths: 12, offeredMonths: 3 },
};

/** The types whose active requests explain a membership of such a group. */
export const typesGiving = (group: 'members' | 'managers' | 'data' | 'review'): readonly AccessType[] => accessTypes.filter((type) => accessRules[type].group === group);

/** Working days after which a returned or blocked request lapses. */
export const pausedDays = 20;
/** Working days that a grantor has to sign in; after as long again the request is `failed`. */
export const signInDays = 2;

/** The stages that a request goes through, in order. */
export function stagesOf(request: Pick<RequestRecord, 'type' | 'tier' | 'subject_id'>, investigatorId: string | undefined): readonly StageRole[] {
  return requestTypeRules[request.type].stages
    .filter((stage) => request.tier >= stage.fromTier)
    .filter((stage) => !(stage.unlessSubjectIsInvestigator && request.subject_id === investigatorId))
    .map((stage) => stage.role);
}
