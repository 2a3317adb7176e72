import type { Context } from '../context/index.js';
import { enqueue } from '../notifications/index.js';
import { peopleOf } from './audiences.js';
import { gates } from './gates.js';
import type { GateRecord } from './record.js';
import { objectOf } from './record-object.js';

/** What people are told about a record. The wording stands in `cards/strings` under `told-record.<event>`. */
export const recordEvents = ['waiting', 'confirmed', 'declined', 'signed'] as const;
export type RecordEvent = (typeof recordEvents)[number];

/** The event that a message's payload names; undefined when it names none. */
export const recordEventOf = (name: unknown): RecordEvent | undefined => recordEvents.find((event) => event === name);

/** Who has to confirm hears that something waits: Project Managers, where there is none who may, Programme Managers. */
export async function tellThoseWhoConfirm(context: Context, record: GateRecord): Promise<void> {
  const object = objectOf(record);
  const { confirmedBy, filedBy } = gates[record.kind];
  const roles = confirmedBy === 'other-role' ? filedBy.filter((role) => role !== record.filed_as) : Array.isArray(confirmedBy) ? confirmedBy : [];
  const others = (ids: readonly string[]): readonly string[] => ids.filter((id) => id !== record.filed_by && id !== record.person_id);
  const managers = roles.includes('project-manager') ? others(await peopleOf(context.trx, ['project-manager'], object)) : [];
  const recipients = managers.length > 0 || !roles.includes('programme-manager') ? managers : others(await programmeManagers(context, record.project_id));
  await post(context, recipients, record, 'waiting');
}

/** Who filed it, and whom it is about, hear what somebody else decided. */
export async function tellWhoFiled(context: Context, record: GateRecord, event: 'confirmed' | 'declined' | 'signed', comment?: string): Promise<void> {
  const object = objectOf(record);
  const concerned = event === 'signed' ? await peopleOf(context.trx, gates[record.kind].warned, object) : [];
  await post(context, [record.filed_by, ...concerned, ...(event === 'signed' ? [context.actor.id] : [])], record, event, comment);
}

/** Those whom another role in the project does not keep from acting as Programme Manager (people-and-requests, "Roles"). */
async function programmeManagers({ trx }: Context, projectId: number | null): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('system_role_holders as h')
    .innerJoin('people as p', 'p.id', 'h.person_id')
    .select('p.id')
    .where('h.role', '=', 'programme-manager')
    .where('p.enabled', '=', true)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('project_roles as r').select('r.id').whereRef('r.person_id', '=', 'p.id').where('r.project_id', '=', projectId).where('r.until', 'is', null).where('r.role', '<>', 'project-manager'))),
    )
    .orderBy('p.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A message for each of the people, save for who acts in chat: they see it at once. */
async function post(context: Context, people: readonly string[], record: GateRecord, event: RecordEvent, comment: string | null = null): Promise<void> {
  // Who hands in a signed copy does it on a page: their chat confirms it.
  const recipients = [...new Set(people)].filter((id) => event === 'signed' || id !== context.actor.id);
  const actor = context.actor.kind === 'person' ? context.actor.id : null;
  await enqueue(context, { about: { type: 'record', id: record.id }, kind: 'tell', recipients, payload: { event, actor, comment } });
}
