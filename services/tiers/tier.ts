/** Security tiers of the paper (section 3), from open data to what endangers people. */
export const tiers = [0, 1, 2, 3, 4] as const;
export type Tier = (typeof tiers)[number];
