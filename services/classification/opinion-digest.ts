import { textDigest } from '../audit/index.js';
import type { Opinion } from './work-package.js';
import { canonical } from './versions.js';

/**
 * The digest (hex) by which the audit holds an opinion from the moment it is given. It is salted, so that nobody finds the tier by trying
 * all five while opinions are blind; with the salt, which stands with the opinion, a record of the classification can be proved.
 */
export function opinionDigest(salt: string, { personId, role, tier, computedTier, reason, path, represents, flowchartVersion }: Omit<Opinion, 'id' | 'givenAt'>): string {
  return textDigest(salt, canonical({ personId, role, tier, computedTier, reason, path, represents, flowchartVersion }));
}
