import { textDigest } from '../../audit/index.js';
import type { Opinion } from '../work-package.js';
import { canonical } from '../flowcharts/versions.js';

/** What the digest is over. */
export type DigestedOpinion = Omit<Opinion, 'id' | 'givenAt'>;

/**
 * The digest (hex) by which the audit holds an opinion from the moment it is given. It is salted, so that nobody finds the tier by trying
 * all five while opinions are blind; with the salt, which stands with the opinion, a record of the classification can be proved.
 */
export function opinionDigest(salt: string, opinion: DigestedOpinion): string {
  const { personId, role, tier, computedTier, reason, path, represents, flowchartVersion } = opinion;
  return textDigest(salt, canonical({ personId, role, tier, computedTier, reason, path, represents: inOrder(represents), flowchartVersion }));
}

/** By dataset and Representative: the database keeps no order of them. */
const inOrder = (represents: Opinion['represents']): Opinion['represents'] => represents.toSorted((one, other) => one.datasetId - other.datasetId || ((one.principalId ?? '') < (other.principalId ?? '') ? -1 : 1));
