import type { Context } from '../context/index.js';
import { peopleOf } from './audiences.js';
import { gates, type RecordKind } from './gates.js';
import type { GateRecord } from './record.js';
import { objectOf, type RecordObject } from './record-object.js';

/** What people are told about records. The wording stands in `cards/strings` under `record-told.<event>`. */
export const recordEvents = ['waiting', 'confirmed', 'declined', 'signed', 'lapses', 'lapsed'] as const;
export type RecordEvent = (typeof recordEvents)[number];

/** What a message says beside its event: ids, and days as ISO dates. It is rendered from the state at sending. */
export interface RecordMessage {
  readonly event: RecordEvent;
  readonly gate: RecordKind;
  readonly object: RecordObject;
  readonly recordId?: number;
  readonly endsOn?: string;
  /** Days before it lapses: the threshold that was passed. */
  readonly days?: number;
  readonly comment?: string;
}

/** Who has to confirm hears that something waits: Project Managers, where there is none who may, Programme Managers. */
export async function tellThoseWhoConfirm(context: Context, record: GateRecord): Promise<void> {
  const object = objectOf(record);
  const { confirmedBy, filedBy } = gates[record.kind];
  const roles = confirmedBy === 'other-role' ? filedBy.filter((role) => role !== record.filed_as) : Array.isArray(confirmedBy) ? confirmedBy : [];
  const others = (ids: readonly string[]): readonly string[] => ids.filter((id) => id !== record.filed_by && id !== record.person_id);
  const managers = roles.includes('project-manager') ? others(await peopleOf(context.trx, ['project-manager'], object)) : [];
  const recipients = managers.length > 0 || !roles.includes('programme-manager') ? managers : others(await programmeManagers(context));
  await post(context, recipients, { event: 'waiting', gate: record.kind, object, recordId: record.id });
}

/** Who filed it, and whom it is about, hear what somebody else decided. */
export async function tellWhoFiled(context: Context, record: GateRecord, event: 'confirmed' | 'declined' | 'signed', comment?: string): Promise<void> {
  const object = objectOf(record);
  const concerned = event === 'signed' ? await peopleOf(context.trx, gates[record.kind].warned, object) : [];
  await post(context, [record.filed_by, ...concerned], { event, gate: record.kind, object, recordId: record.id, ...(comment === undefined ? {} : { comment }) });
}

async function programmeManagers({ trx }: Context): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('system_role_holders as h')
    .innerJoin('people as p', 'p.id', 'h.person_id')
    .select('p.id')
    .where('h.role', '=', 'programme-manager')
    .where('p.enabled', '=', true)
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Puts a message for each of the people into the outbox, save for who acts: they see it at once. */
export async function post(context: Context, people: readonly string[], { object, ...message }: RecordMessage): Promise<void> {
  const recipients = [...new Set(people)].filter((id) => id !== context.actor.id);
  if (recipients.length === 0) return;
  const now = context.clock.now();
  const { kind, ...ids } = object;
  const payload = JSON.stringify({ ...message, about: kind, ...ids });
  await context.trx
    .insertInto('outbox')
    .values(
      recipients.map((recipient_id) => ({
        recipient_id,
        request_id: null,
        kind: 'record',
        payload,
        state: 'pending' as const,
        available_at: now,
        created_at: now,
        correlation_id: context.correlationId,
      })),
    )
    .execute();
  if (!context.jobs.some(({ queue }) => queue === 'deliver')) context.jobs.push({ queue: 'deliver', data: {} });
}
