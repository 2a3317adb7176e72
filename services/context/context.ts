import type { Transaction } from 'kysely';
import type { QueueName, Schema } from '../database/index.js';
import type { Actor } from './actor.js';
import type { Clock } from './clock.js';
import type { Organisation } from './organisation.js';

export type Trx = Transaction<Schema>;

/** What every use case is handed: who acts, when, under which correlation id, in which transaction. */
export interface Context {
  readonly actor: Actor;
  readonly clock: Clock;
  readonly organisation: Organisation;
  /** Joins the audit entries, messages and log lines of one command. */
  readonly correlationId: string;
  readonly trx: Trx;
  /** Audit entries of this transaction; `transact` chains them last, just before the commit. */
  readonly audit: AuditNote[];
  /** Jobs of this transaction; `transact` sends them in the same transaction. */
  readonly jobs: JobNote[];
}

/** A follow-up job, sent in the transaction that decided it. */
export interface JobNote {
  readonly queue: QueueName;
  readonly data: Readonly<Record<string, string | number>>;
  readonly startAfter?: Date;
}

export type AuditOutcome = 'done' | 'refused' | 'unchanged' | 'failed';

/** One thing that happened, before it is chained. Free text goes to `texts`: the chain holds its salted digest only. */
export interface AuditNote {
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** What was acted on. */
  readonly objectType: 'request' | 'project' | 'dataset' | 'workspace' | 'work-package' | 'audit' | 'membership' | 'activity' | 'configuration' | 'record' | 'document' | 'workflow';
  readonly objectId: string;
  /** For whom (directory id), where that is not the actor. */
  readonly subjectId?: string;
  readonly requestId?: number;
  readonly projectId?: number;
  readonly datasetId?: number;
  /** A key, never free text: why it was refused, what caused it. */
  readonly reason?: string;
  /** Structured facts: states, versions, counts, tiers; ids of people, never names. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** Free text by field name. */
  readonly texts?: Readonly<Record<string, string>>;
}
