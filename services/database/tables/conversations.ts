import type { ColumnType, Generated } from 'kysely';
import type { Instant, NullableInstant, Json, Optional } from './columns.js';

/** What messages and cards can be about beside requests. */
export type AboutType = 'package' | 'project' | 'record' | 'lapse' | 'workspace';

export interface OutboxTable {
  id: Generated<number>;
  recipient_id: string;
  /** Null where the message is about something else: then `about_type` and `about_id` say what. */
  request_id: number | null;
  about_type: Optional<AboutType>;
  about_id: Optional<number>;
  kind: string;
  payload: Json<Record<string, string | number | null>>;
  state: 'pending' | 'sent' | 'given-up';
  attempts: Generated<number>;
  available_at: Instant;
  created_at: Instant;
  sent_at: NullableInstant;
  failure: string | null;
  correlation_id: string;
}

export interface CardCopiesTable {
  request_id: number | null;
  about_type: Optional<AboutType>;
  about_id: Optional<number>;
  person_id: string;
  conversation_id: string;
  activity_id: string;
  card: string;
  /** Correlation id of the turn that last drew it; none where a message brought it. */
  shown_in: Optional<string>;
  created_at: Instant;
}

export interface ConversationReferencesTable {
  person_id: string;
  teams_user_id: string;
  conversation_id: string;
  service_url: string;
  reference: Json<Record<string, unknown>>;
  language: string;
  welcomed_at: NullableInstant;
  updated_at: Instant;
}

export interface ConversationStatesTable {
  key: string;
  version: number;
  state: Json<Record<string, unknown>>;
  updated_at: Instant;
}

export interface ActivityClaimsTable {
  id: string;
  lease_until: Instant;
  done_at: NullableInstant;
  response: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
  claimed_at: Instant;
}
