import { isApprovedFor } from '../requests/index.js';
import type { Tier } from './flowcharts/flowchart.js';
import type { ClassificationFacts, Opinion } from './work-package.js';

/** What readiness depends on. */
export type ReadinessFacts = Pick<ClassificationFacts, 'datasets' | 'representatives' | 'approvals' | 'floor' | 'conflicted'> & {
  readonly opinions: readonly Pick<Opinion, 'personId' | 'role' | 'tier' | 'path' | 'represents'>[];
};

/** What one of the five rules still asks for, naming dataset or role. */
export type Missing =
  | { readonly rule: 1; readonly needs: 'dataset' }
  | { readonly rule: 2; readonly needs: 'investigator' }
  /** `principalId` is the Representative who is asked; null while nobody represents the dataset. */
  | { readonly rule: 3; readonly needs: 'representative'; readonly datasetId: number; readonly principalId: string | null }
  | { readonly rule: 4; readonly needs: 'referee' }
  | { readonly rule: 5; readonly needs: 'referee-approval'; readonly datasetId: number; readonly principalId: string | null };

/** From this tier of any Investigator's or Representative's opinion a Referee must give one (paper 11.11). */
export const refereeFrom: Tier = 2;
/** From this tier of any opinion that Referee must be approved by the Representatives (paper 11.6). */
export const approvalFrom: Tier = 3;
/** The question whose "yes" asks for a Referee at any tier: personal data said to be fully anonymised (paper 11.11). */
export const anonymisedQuestion = 'no_reidentify_absolute';

/**
 * What is missing before opinions can be compared, in the order of the five rules (classification.md, "Who must classify, and when it is
 * settled"); empty when the package is ready.
 */
export function missingOf(facts: ReadinessFacts): readonly Missing[] {
  const found = known.get(facts);
  if (found) return found;
  const missing = lookForMissing(facts);
  known.set(facts, missing);
  return missing;
}

/** Facts do not change, and one view asks for this many times. */
const known = new WeakMap<ReadinessFacts, readonly Missing[]>();

function lookForMissing(facts: ReadinessFacts): readonly Missing[] {
  const { datasets } = facts;
  const opinions = counted(facts);
  return [
    ...(datasets.length === 0 ? [{ rule: 1, needs: 'dataset' } as const] : []),
    ...(opinions.some(({ role }) => role === 'investigator') ? [] : [{ rule: 2, needs: 'investigator' } as const]),
    ...missingRepresentatives(facts),
    ...missingReferee(facts),
  ];
}

/** Opinions that count. A Referee who has declared a conflict since is none here any more; what they said stays on record. */
export const counted = <One extends Pick<Opinion, 'personId' | 'role'>>({ opinions, conflicted }: { readonly opinions: readonly One[]; readonly conflicted: ReadonlySet<string> }): readonly One[] =>
  opinions.filter(({ role, personId }) => role !== 'referee' || !conflicted.has(personId));

/**
 * Whoever represents a dataset has given an opinion for it, or somebody did who represented it at the time and does no more. Of two
 * Representatives of one dataset both are asked.
 */
function missingRepresentatives({ datasets, representatives, opinions }: ReadinessFacts): readonly Missing[] {
  const approvals = opinions.flatMap(({ role, represents }) => (role === 'representative' ? represents : []));
  const byDataset = Map.groupBy(approvals, ({ datasetId }) => datasetId);
  return seatsOf({ datasets, representatives })
    .filter(({ datasetId, principalId, own }) => !isApprovedFor({ approvals: byDataset.get(datasetId) ?? [], representatives: own }, datasetId, principalId))
    .map(({ datasetId, principalId }) => ({ rule: 3, needs: 'representative', datasetId, principalId }));
}

function missingReferee(facts: ReadinessFacts): readonly Missing[] {
  const { floor } = facts;
  const opinions = counted(facts);
  const referees = opinions.filter(({ role }) => role === 'referee');
  if (referees.length === 0) return needsReferee(opinions) || (floor !== null && floor >= refereeFrom) ? [{ rule: 4, needs: 'referee' }] : [];
  if (!opinions.some(({ tier }) => tier >= approvalFrom) && (floor === null || floor < approvalFrom)) return [];
  // Of several Referees one has to be approved: the one who is nearest to it is spoken of.
  const lacking = referees.map(({ personId }) => missingApprovals(facts, personId));
  return lacking.reduce((fewest, one) => (one.length < fewest.length ? one : fewest));
}

/** Rule 4: by the tier of an Investigator's or Representative's opinion, or by an answer on anybody's path. */
function needsReferee(opinions: ReadinessFacts['opinions']): boolean {
  return opinions.some(
    ({ role, tier, path }) => (role !== 'referee' && tier >= refereeFrom) || path.some(({ key, answer }) => key === anonymisedQuestion && answer === 'yes'),
  );
}

function missingApprovals({ datasets, representatives, approvals }: ReadinessFacts, refereeId: string): readonly Missing[] {
  const byDataset = Map.groupBy(approvals.filter(({ subjectId }) => subjectId === refereeId), ({ datasetId }) => datasetId);
  return seatsOf({ datasets, representatives })
    .filter(({ datasetId, principalId, own }) => !isApprovedFor({ approvals: byDataset.get(datasetId) ?? [], representatives: own }, datasetId, principalId))
    .map(({ datasetId, principalId }) => ({ rule: 5, needs: 'referee-approval', datasetId, principalId }));
}

/** A dataset's Representatives one by one, with all of that dataset; `principalId` is null where there is none. */
function seatsOf({ datasets, representatives }: Pick<ReadinessFacts, 'datasets' | 'representatives'>) {
  const byDataset = Map.groupBy(representatives, ({ datasetId }) => datasetId);
  return datasets.flatMap(({ id }) => {
    const own = byDataset.get(id) ?? [{ datasetId: id, principalId: null, deputyIds: [] }];
    return own.map(({ principalId }) => ({ datasetId: id, principalId, own }));
  });
}

/** How a classification stands. */
export type Settlement =
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] }
  | { readonly kind: 'agreed'; readonly tier: Tier }
  /** `highest`: the tier at which it may be proceeded in the absence of consensus (paper 4.1.2). */
  | { readonly kind: 'conflict'; readonly highest: Tier };

/**
 * All opinions equal: that tier. Different: a conflict. Every opinion that stands is compared, also one more than the rules ask for. No tier is
 * below that of a part which is classified already (classification.md, "Combining").
 */
export function settle(facts: ReadinessFacts): Settlement {
  const missing = missingOf(facts);
  const [first, ...others] = counted(facts);
  if (missing.length > 0 || !first) return { kind: 'incomplete', missing };
  const atLeast = (tier: Tier): Tier => (facts.floor !== null && facts.floor > tier ? facts.floor : tier);
  if (others.every(({ tier }) => tier === first.tier)) return { kind: 'agreed', tier: atLeast(first.tier) };
  return { kind: 'conflict', highest: atLeast(others.reduce<Tier>((highest, { tier }) => (tier > highest ? tier : highest), first.tier)) };
}
