import { sql } from 'kysely';
import { localDate, type Context } from '../context/index.js';
import { gates, type Blocked, type RecordKind, type Standing } from './gates.js';
import { decidingRecord } from './in-force.js';
import { loadAround } from './load-around.js';
import { confirmingRole, filingRole, isOwn, maySee } from './permissions.js';
import type { GateRecord } from './record.js';
import { holdsPersonalData } from './personal-data.js';
import { idsOf, type RecordObject } from './record-object.js';
import { recordsAbout } from './store.js';
import { nameOf, partsOf } from './parts.js';

/** How a gate stands. `later`: what is on record takes effect on a day to come. `not-needed`: nothing is on record, and nothing waits for it. */
export type GateState = 'in-force' | 'later' | 'waiting' | 'lapsed' | 'missing' | 'not-needed';

/** One gate about one thing, as the acting person may know it. Days are ISO dates. */
export interface GateStanding {
  readonly gate: RecordKind;
  readonly object: RecordObject;
  /** Name of what it is about. */
  readonly about: string;
  readonly state: GateState;
  readonly blocks: Blocked;
  readonly startsOn: string | null;
  /** Its last day. */
  readonly endsOn: string | null;
  readonly recordId: number | null;
  /** What waits to be confirmed, or to be signed. */
  readonly proposed: { readonly recordId: number; readonly byName: string; readonly at: Date; readonly mayConfirm: boolean } | null;
  readonly mayFile: boolean;
}

export interface StandingOfGates {
  readonly object: RecordObject;
  readonly name: string;
  readonly gates: readonly GateStanding[];
}

/**
 * What is on record for a person, dataset, package or project, what is missing, and what lapses when: the gates of the thing itself and of
 * what belongs to it. Undefined where it does not exist or is not the acting person's to see.
 */
export async function standingOfGates(context: Context, object: RecordObject): Promise<StandingOfGates | undefined> {
  const around = await loadAround(context.trx, object, context.actor, 'look');
  if (!around || !maySee(around.standing)) return undefined;
  const standings: GateStanding[] = [];
  for (const part of await partsOf(context, object, around.standing)) {
    const own = await loadAround(context.trx, part.object, context.actor, 'look');
    if (!own || !maySee(own.standing)) continue;
    standings.push(await standingOf(context, part, own));
  }
  return { object, name: await nameOf(context.trx, object), gates: standings };
}

async function standingOf(context: Context, { gate, object, about }: { readonly gate: RecordKind; readonly object: RecordObject; readonly about: string }, { standing, open }: { readonly standing: ReadonlySet<Standing>; readonly open: boolean }): Promise<GateStanding> {
  const { proposed, inForce } = await recordsAbout(context.trx, gate, object);
  const time = await timeOf(context, gate, object, inForce);
  const state = stateOf(time, proposed !== undefined, localDate(context.organisation, context.clock.now()));
  return {
    gate,
    object,
    about,
    state: state === 'missing' && object.kind === 'package' && !(await isPersonal(context, object.packageId)) ? 'not-needed' : state,
    blocks: gates[gate].blocks,
    startsOn: time?.startsOn ?? null,
    endsOn: time?.endsOn ?? null,
    recordId: inForce?.id ?? null,
    proposed: proposed
      ? {
          recordId: proposed.id,
          byName: await nameOf(context.trx, { kind: 'person', personId: proposed.filed_by }),
          at: proposed.filed_at,
          mayConfirm: open && !isOwn(proposed, context.actor.id) && confirmingRole(gate, proposed.filed_as, standing) !== undefined,
        }
      : null,
    mayFile: open && filingRole(gate, standing) !== undefined,
  };
}

interface Time {
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/** The state by its days, apart from who looks. */
export function stateOf(time: Time | undefined, proposed: boolean, today: string): GateState {
  if (time === undefined) return proposed ? 'waiting' : 'missing';
  if (time.endsOn !== null && time.endsOn < today) return 'lapsed';
  return time.startsOn > today ? 'later' : 'in-force';
}

async function isPersonal({ trx }: Context, packageId: number): Promise<boolean> {
  const { rows } = await sql<{ personal: boolean }>`select ${holdsPersonalData(sql`${packageId}::integer`)} as personal`.execute(trx);
  return rows[0]?.personal ?? true;
}

/** When what is on record holds, by the record that decides today. A training counts by the person's latest, however it came on record, since that is what requests look at. */
async function timeOf({ trx, clock, organisation }: Context, gate: RecordKind, object: RecordObject, inForce: GateRecord | undefined): Promise<Time | undefined> {
  if (gate !== 'training' || object.kind !== 'person') {
    const { rows } = await sql<{ starts_on: string; ends_on: string | null }>`${decidingRecord(gate, idsOf(object), localDate(organisation, clock.now()))}`.execute(trx);
    const deciding = rows[0] ?? inForce;
    return deciding && { startsOn: deciding.starts_on, endsOn: deciding.ends_on };
  }
  const row = await trx.selectFrom('training_records').select(['completed_on', 'expires_on']).where('person_id', '=', object.personId).orderBy('expires_on', 'desc').limit(1).executeTakeFirst();
  return row && { startsOn: row.completed_on, endsOn: row.expires_on };
}
