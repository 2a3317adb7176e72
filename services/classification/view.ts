import type { Actor } from '../context/index.js';
import { askedPeople } from './asking/asked-people.js';
import { standingOf } from './classifiers.js';
import { differencesOf, type Difference } from './differences.js';
import type { Flowchart, Tier } from './flowcharts/flowchart.js';
import { barTo, maySee, type Standing } from './permissions.js';
import { progressOf, type Progress } from './progress.js';
import { missingOf, refereeFrom, settle, type Settlement } from './readiness.js';
import { withoutTiers, type Shortfall } from './shortfall.js';
import { sightOf, type Sight } from './sight.js';
import { nextState, personActions, type PersonAction } from './transitions.js';
import type { Proceeding } from './ways-out/ways-out.js';
import { isOpenRound, type ClassificationFacts, type NamedDataset, type Opinion, type PackageState } from './work-package.js';

/** A classification as one person may see it. People stand by directory id. */
export interface ClassificationView {
  readonly packageId: number;
  readonly title: string;
  readonly state: PackageState;
  /** The tier at which it is classified. */
  readonly tier: Tier | null;
  readonly preliminaryTier: Tier | null;
  readonly successorOf: number | null;
  /** No tier below this one: a part of the package is classified at it. */
  readonly floor: Tier | null;
  readonly datasets: readonly NamedDataset[];
  /** The newest round; undefined while there was none. */
  readonly classificationId: number | undefined;
  /** Rises with the opinions. */
  readonly version: number | undefined;
  readonly flowchart: string | undefined;
  readonly sight: Sight;
  /** Undefined for an onlooker, and while nothing is open. */
  readonly progress: Progress | undefined;
  /** What is missing before it can be closed, as this person may hear it. */
  readonly missing: readonly Shortfall[];
  /** A Referee is proposed: from the start when the preliminary tier is 2 or higher. */
  readonly refereeProposed: boolean;
  readonly own: Opinion | undefined;
  /** Everyone else's that stand, where this person may see them. */
  readonly others: readonly Opinion[];
  readonly differences: readonly Difference[];
  /** How it stands; undefined where this person may not know, and when it is over. */
  readonly settlement: Settlement | undefined;
  readonly proceeding: Proceeding | undefined;
  /** What this person can do now. */
  readonly allowed: readonly PersonAction[];
}

/** What was loaded for a view. */
export interface ViewFacts {
  readonly facts: ClassificationFacts;
  readonly proceeding: Proceeding | undefined;
  /** By version, as stored with the opinions. */
  readonly flowcharts: ReadonlyMap<string, Flowchart>;
}

/**
 * The classification as the person may see it; undefined where it does not exist for them. The view of a classifier who has not given an
 * opinion is made of nothing that depends on others' tiers or answers (classification.md, "Blind").
 */
export function viewFor({ facts, proceeding, flowcharts }: ViewFacts, actor: Actor): ClassificationView | undefined {
  const standing = standingOf(facts, actor);
  if (!maySee(standing)) return undefined;
  const sight = sightOf(facts, standing, actor.id);
  const open = isOpenRound(facts.round);
  const sighted = sight === 'sighted';
  return {
    packageId: facts.id,
    title: facts.title,
    state: facts.state,
    tier: facts.tier,
    preliminaryTier: facts.preliminaryTier,
    successorOf: facts.successorOf,
    floor: facts.floor,
    datasets: facts.datasets,
    classificationId: facts.round?.id,
    version: facts.round?.version,
    flowchart: facts.round?.flowchart,
    sight,
    progress: open && sight !== 'onlooker' ? progressOf(facts) : undefined,
    missing: open ? shortfallFor(facts, sight) : [],
    refereeProposed: facts.preliminaryTier !== null && facts.preliminaryTier >= refereeFrom,
    own: facts.opinions.find(({ personId }) => personId === actor.id),
    others: sighted ? facts.opinions.filter(({ personId }) => personId !== actor.id) : [],
    differences: sighted ? differencesOf(facts.opinions, flowcharts) : [],
    settlement: open && sighted ? settle(facts) : undefined,
    proceeding: open && sighted ? proceeding : undefined,
    allowed: personActions.filter((action) => isAllowed(action, facts, standing, sight, actor.id)),
  };
}

function shortfallFor(facts: ClassificationFacts, sight: Sight): readonly Shortfall[] {
  switch (sight) {
    case 'onlooker':
      return [];
    case 'blind':
    case 'manager':
      return withoutTiers(missingOf(facts));
    case 'sighted':
      return missingOf(facts);
    default:
      return sight satisfies never;
  }
}

/** Whether somebody can do it now. What would tell of a conflict, or that all agree, is offered to those alone who see the opinions. */
function isAllowed(action: PersonAction, facts: ClassificationFacts, standing: ReadonlySet<Standing>, sight: Sight, personId: string): boolean {
  if (!facts.projectOpen || nextState(facts.state, action) === undefined || barTo(action, standing) !== undefined) return false;
  const own = facts.opinions.find((opinion) => opinion.personId === personId);
  const standsAs = (kind: Settlement['kind']): boolean => sight === 'sighted' && settle(facts).kind === kind;
  switch (action) {
    case 'open':
      return facts.datasets.length > 0;
    case 'answer':
    case 'give':
      // An opinion that was given in another role stays as it is.
      return own === undefined || standing.has(own.role);
    case 'close':
      return standsAs('agreed');
    case 'reconsider':
      return own !== undefined && standsAs('conflict');
    case 'proceed':
      return standsAs('conflict') && (standing.has('investigator') ? own !== undefined : !standing.has('gave-opinion'));
    case 'nudge':
      return askedPeople(facts).some(({ given }) => !given);
    case 'record-tier-four':
      return facts.tier === 4;
    case 'withdraw-from-classified':
    case 'record-preliminary-tier':
    case 'clear':
    case 'approve-person':
    case 'withdraw-dataset':
      return true;
    default:
      return action satisfies never;
  }
}
