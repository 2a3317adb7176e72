import type { Generated, GeneratedAlways } from 'kysely';
import type { Instant, NullableInstant, Day } from './columns.js';

export interface ProvidersTable {
  id: Generated<number>;
  name: string;
  kind: string;
}

export interface DatasetsTable {
  id: Generated<number>;
  name: string;
  summary: string;
  keywords: string[];
  provider_id: number;
  hidden: Generated<boolean>;
  region: string;
  records: number;
  size_bytes: number;
  formats: string[];
  covers: string;
  updated_on: Day;
  search: GeneratedAlways<string>;
  words: GeneratedAlways<string>;
}

export interface DatasetRepresentativesTable {
  dataset_id: number;
  person_id: string;
  /** Named by the provider to stand in; principals have false. */
  deputy: Generated<boolean>;
  since: Instant;
  until: NullableInstant;
}

/** Whom a provider named for a dataset, and by what. */
export interface ProviderDesignationsTable {
  id: Generated<number>;
  dataset_id: number;
  person_id: string;
  deputy: boolean;
  /** The provider's letter or message. */
  evidence: string;
  designated_on: Day;
  recorded_by: string;
  recorded_at: Instant;
}
