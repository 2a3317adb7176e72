/** Why a round ended. */
export const endCauses = ['agreed', 'proceeded-at-highest', 'cleared', 'dataset-withdrawn', 'reconsidered'] as const;
export type EndCause = (typeof endCauses)[number];

export const isEndCause = (key: string): key is EndCause => endCauses.some((cause) => cause === key);
