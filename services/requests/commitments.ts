import { isAccess, type RequestRecord } from './request.js';

/** What a person accepts before they get access; the wording stands in `cards/strings`, under this version. */
export const commitmentKeys = ['agreement', 'copy-paste'] as const;
export type CommitmentKey = (typeof commitmentKeys)[number];

/** Version of the wording of each commitment: a new wording is accepted anew. */
export const commitmentVersions: Readonly<Record<CommitmentKey, number>> = { agreement: 1, 'copy-paste': 1 };

export interface Commitment {
  readonly key: CommitmentKey;
  /** The commitments of an agreement belong to its dataset; the copy-and-paste policy to the workspace. */
  readonly datasetId: number | null;
}

/**
 * What the subject must have accepted: the commitments of the agreement, and at tier 2 the copy-and-paste policy
 * (people-and-requests, "Gates"; paper 11.10: at tier 3 copy and paste is disabled, so nothing is left to promise).
 */
export function commitmentsFor(request: Pick<RequestRecord, 'type' | 'tier' | 'dataset_id'>): readonly Commitment[] {
  if (!isAccess(request.type)) return [];
  const agreement: Commitment = { key: 'agreement', datasetId: request.dataset_id };
  return request.tier === 2 ? [agreement, { key: 'copy-paste', datasetId: null }] : [agreement];
}
