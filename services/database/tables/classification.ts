import type { Generated } from 'kysely';
import type { Instant, NullableInstant, Optional, Json } from './columns.js';

export interface FlowchartVersionsTable {
  /** SHA-256 (hex) of `content`. */
  version: string;
  name: string;
  content: string;
  stored_at: Instant;
}

/** A round of classification: one for each time a package was opened. */
export interface ClassificationsTable {
  id: Generated<number>;
  work_package_id: number;
  /** Name of the flowchart. */
  flowchart: string;
  opened_by: string | null;
  opened_at: Instant;
  version: Generated<number>;
  ended_at: NullableInstant;
  ended_by: Optional<string>;
  outcome: Optional<'cleared' | 'classified'>;
  /** Why it ended: a key. */
  cause: Optional<string>;
  due_at: NullableInstant;
  reminded: Generated<number>;
  nudged_at: NullableInstant;
}

/** Answered questions in their order, each with the version of its text. */
export type StoredSteps = readonly { readonly key: string; readonly answer: 'yes' | 'no'; readonly version: string }[];

export interface AnswerDraftsTable {
  id: Generated<number>;
  classification_id: number;
  person_id: string;
  version: number;
  steps: Json<StoredSteps>;
  /** The question that was put last, in the version that was read. */
  asked_key: string | null;
  asked_version: string | null;
  updated_at: Instant;
}

export interface OpinionsTable {
  id: Generated<number>;
  classification_id: number;
  person_id: string;
  role: 'investigator' | 'representative' | 'referee';
  tier: number;
  /** What the flowchart came to. */
  computed_tier: number;
  /** Why `tier` is higher than that. */
  reason: string | null;
  path: Json<StoredSteps>;
  flowchart_version: string;
  salt: string;
  given_at: Instant;
  ended_at: NullableInstant;
  ended_because: Optional<'replaced' | 'cleared'>;
}

export interface OpinionDatasetsTable {
  opinion_id: number;
  dataset_id: number;
  principal_id: string | null;
}

export interface WaysOutTable {
  id: Generated<number>;
  classification_id: number;
  kind: 'modify' | 'withdraw-dataset' | 'reconsider' | 'proceed-at-highest';
  state: 'proposed' | 'waiting' | 'done' | 'stopped';
  taken_by: string;
  taken_at: Instant;
  dataset_id: Optional<number>;
  tier: Optional<number>;
  programme_manager_id: Optional<string>;
  investigator_id: Optional<string>;
  takes_effect_at: NullableInstant;
  ended_at: NullableInstant;
  ended_because: Optional<string>;
}

export interface SeenOpinionsTable {
  classification_id: number;
  person_id: string;
  seen_at: Instant;
}

export interface DatasetWithdrawalsTable {
  work_package_id: number;
  dataset_id: number;
  withdrawn_by: string;
  withdrawn_at: Instant;
  successor_id: number | null;
}

export interface TierFourOutcomesTable {
  work_package_id: number;
  person_id: string;
  role: 'programme-manager' | 'representative';
  outcome: 'return' | 'delete' | 'outside';
  recorded_at: Instant;
}
