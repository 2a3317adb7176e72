import type { PersonName } from '../../requests/index.js';
import type { Controls } from '../../tiers/index.js';
import type { EndCause } from '../end-causes.js';
import type { Answer, Tier } from '../flowcharts/flowchart.js';
import type { Progress } from '../progress.js';
import type { Sight } from '../sight.js';
import type { ClassifierRole, NamedDataset, PackageState } from '../work-package.js';
import type { WayOutKind } from '../ways-out/ways-out.js';

/** One answer of a path, with the question's words as they were when it was answered; empty where this version cannot read them any more. */
export interface ExplainedStep {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly answer: Answer;
}

/** An opinion with the names of people. */
export interface ExplainedOpinion {
  readonly id: number;
  readonly person: PersonName;
  readonly role: ClassifierRole;
  readonly tier: Tier;
  /** What the flowchart came to; lower than `tier` where the person raised it. */
  readonly computedTier: Tier;
  /** Why it was raised; null where it was not, and where the reader may not see it. */
  readonly reason: string | null;
  readonly steps: readonly ExplainedStep[];
  /** For which datasets, and for whom, a Representative spoke. */
  readonly represents: readonly { readonly dataset: NamedDataset; readonly principal: PersonName | null }[];
  readonly givenAt: Date;
  /** Null while it stands. */
  readonly endedAt: Date | null;
  readonly endedBecause: 'replaced' | 'cleared' | null;
}

/** A way out of a conflict, with the names of people. */
export interface ExplainedWayOut {
  readonly kind: WayOutKind;
  readonly state: 'proposed' | 'waiting' | 'done' | 'stopped';
  readonly takenBy: PersonName;
  readonly takenAt: Date;
  readonly dataset: NamedDataset | null;
  readonly tier: Tier | null;
  readonly programmeManager: PersonName | null;
  readonly investigator: PersonName | null;
  readonly takesEffectAt: Date | null;
}

export interface ExplainedRound {
  readonly id: number;
  /** Title of the flowchart by which the opinions shown were given; its name where none is shown, or it cannot be read any more. */
  readonly flowchart: string;
  /** Null for a package that was opened before that was recorded. */
  readonly openedBy: PersonName | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  /** A person, or the key of a process with an empty name. */
  readonly endedBy: PersonName | null;
  readonly outcome: 'cleared' | 'classified' | null;
  /** Why it ended; null while it has not, and for a reader who may not know. */
  readonly cause: EndCause | null;
  /** How much of it the reader is told: everything, or their own opinions only. */
  readonly told: 'all' | 'own';
  /** Oldest first. */
  readonly opinions: readonly ExplainedOpinion[];
  readonly waysOut: readonly ExplainedWayOut[];
}

/** How a package came to its tier, or how far it is, as one person may know it. */
export interface Explanation {
  readonly packageId: number;
  readonly title: string;
  readonly project: { readonly id: number; readonly title: string };
  readonly state: PackageState;
  readonly tier: Tier | null;
  readonly preliminaryTier: Tier | null;
  readonly classifiedAt: Date | null;
  readonly successorOf: number | null;
  readonly datasets: readonly NamedDataset[];
  readonly sight: Sight;
  /** How many opinions are in; undefined for an onlooker, and while nothing is open. */
  readonly progress: Progress | undefined;
  /** Oldest first. */
  readonly rounds: readonly ExplainedRound[];
  /** Those of the tier at which it is classified; null before. */
  readonly controls: Controls | null;
  /** Whether the reader may have the record of it (`record/readers.ts`). */
  readonly recordAllowed: boolean;
}
