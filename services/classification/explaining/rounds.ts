import type { Opinion, Round } from '../work-package.js';
import type { EndCause } from '../end-causes.js';
import type { Tier } from '../flowcharts/flowchart.js';
import type { WayOutKind } from '../ways-out/ways-out.js';

/** An opinion that was given once, whether it stands or not. */
export interface GivenOpinion extends Opinion {
  readonly endedAt: Date | null;
  readonly endedBecause: 'replaced' | 'cleared' | null;
  /** With it the audit's digest of the opinion can be checked (`opinion-digest.ts`). */
  readonly salt: string;
}

/** A way out of a conflict that was taken, or begun. */
export interface TakenWayOut {
  readonly kind: WayOutKind;
  readonly state: 'proposed' | 'waiting' | 'done' | 'stopped';
  readonly takenBy: string;
  readonly takenAt: Date;
  /** The dataset that was withdrawn. */
  readonly datasetId: number | null;
  /** The highest tier proposed, where people went on at it. */
  readonly tier: Tier | null;
  readonly programmeManagerId: string | null;
  readonly investigatorId: string | null;
  readonly takesEffectAt: Date | null;
  readonly endedAt: Date | null;
  /** A key. */
  readonly endedBecause: string | null;
}

/** A round with everything that was given and done in it. */
export interface WholeRound extends Pick<Round, 'id' | 'flowchart' | 'openedBy' | 'outcome'> {
  readonly openedAt: Date;
  readonly endedAt: Date | null;
  /** A person's directory id, or the key of a process. */
  readonly endedBy: string | null;
  readonly cause: EndCause | null;
  /** Oldest first, with those that were replaced or cleared. */
  readonly opinions: readonly GivenOpinion[];
  readonly waysOut: readonly TakenWayOut[];
}
