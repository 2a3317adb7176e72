import type { ProjectRoleName } from '../database/index.js';
import type { Approval, SeatFacts } from '../requests/index.js';
import type { PathStep, Tier } from './flowcharts/flowchart.js';

/** A work package is `new`, then `open` to be classified, then `classified` (classification.md, "Who must classify"). */
export const packageStates = ['new', 'open', 'classified'] as const;
export type PackageState = (typeof packageStates)[number];

/** In which capacity an opinion is given. */
export const classifierRoles = ['investigator', 'representative', 'referee'] as const;
export type ClassifierRole = (typeof classifierRoles)[number];

/** An opinion that stands. */
export interface Opinion {
  readonly id: number;
  readonly personId: string;
  /** The role at the time; a later change of role does not void the opinion. */
  readonly role: ClassifierRole;
  /** What the person holds: the flowchart's tier, or the higher one to which they raised it. */
  readonly tier: Tier;
  readonly computedTier: Tier;
  /** Why the tier was raised; null where it was not. */
  readonly reason: string | null;
  readonly path: readonly PathStep[];
  /** For which datasets, and which Representative of each, it was given. Empty but for a Representative's. */
  readonly represents: readonly Approval[];
  readonly flowchartVersion: string;
  readonly givenAt: Date;
}

/** A person's approval on the package by a dataset's Representative. */
export interface PackageApproval extends Approval {
  readonly subjectId: string;
}

export interface NamedDataset {
  readonly id: number;
  readonly name: string;
}

/** One round of classification, from opening to its end. */
export interface Round {
  readonly id: number;
  /** Name of the flowchart. */
  readonly flowchart: string;
  /** None for a package that was opened before that was recorded. */
  readonly openedBy: string | null;
  /** Rises whenever the opinions that stand change. */
  readonly version: number;
  readonly outcome: 'cleared' | 'classified' | null;
  /** When everyone should have classified; null in rounds from before there were deadlines. */
  readonly dueAt: Date | null;
  /** When a manager last asked those who are missing. */
  readonly nudgedAt: Date | null;
}

/** Everything that the rules of classification look at, as it stands in one moment. */
export interface ClassificationFacts {
  readonly id: number;
  readonly projectId: number;
  readonly title: string;
  readonly state: PackageState;
  readonly tier: Tier | null;
  readonly preliminaryTier: Tier | null;
  readonly successorOf: number | null;
  readonly classifiedAt: Date | null;
  readonly projectOpen: boolean;
  /** The newest round; none while the package was never opened. */
  readonly round: Round | undefined;
  readonly datasets: readonly NamedDataset[];
  readonly representatives: SeatFacts['representatives'];
  readonly projectRoles: ReadonlyMap<string, ProjectRoleName>;
  readonly conflicted: ReadonlySet<string>;
  /** Disabled or deleted in the directory. */
  readonly gone: ReadonlySet<string>;
  /** Those of the newest round that stand. */
  readonly opinions: readonly Opinion[];
  /** Everyone who ever gave an opinion in the newest round. */
  readonly everGave: ReadonlySet<string>;
  /** Everyone who was shown others' opinions of the newest round without having given their own. */
  readonly sawOpinions: ReadonlySet<string>;
  readonly approvals: readonly PackageApproval[];
  /** The highest tier of a part that is classified already; null where there is none. */
  readonly floor: Tier | null;
}

/** True while opinions can be given. */
export const isOpenRound = (round: Round | undefined): round is Round => round?.outcome === null;
