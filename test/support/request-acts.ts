import { sql } from 'kysely';
import type { AuditNote, Context, JobNote, PersonActor, Trx } from '../../services/context/index.js';
import type { Database } from '../../services/database/index.js';
import type { PersonAction, RequestState } from '../../services/requests/index.js';
import { fresh } from './remembering-database.js';
import { useCases } from './use-cases.js';
import type { RequestWorld } from './request-world.js';

/** One act of one person. `changes`: by the rules it is done, and so has to be taken back before the next. */
export interface Act {
  readonly actor: PersonActor;
  readonly action: PersonAction;
  readonly changes: boolean;
}

/** What it came to. */
export interface Outcome {
  /** `done`, `unchanged`, or the reason of the refusal. */
  readonly is: string;
  readonly state: RequestState;
  readonly audit: readonly AuditNote[];
  readonly jobs: readonly JobNote[];
  /** True when everything stored about requests is as it was; of acts that should change nothing it is known of all together, at the end. */
  readonly untouched: boolean;
}

/**
 * Tries acts on one request by the use cases, in one transaction that is rolled back. First those that should change nothing, one
 * after the other, then the others, each taken back.
 * @param db a database of its own (`rememberingDatabase`)
 * @returns whether what should change nothing has changed nothing
 */
export async function tryActs<One extends Act>(db: Database, world: RequestWorld, requestId: number, acts: readonly One[], check: (act: One, outcome: Outcome) => void): Promise<boolean> {
  const { version } = await world.request(requestId);
  const trx = await db.startTransaction().execute();
  const take = async (at: Trx, { actor, action }: Act): Promise<Omit<Outcome, 'state' | 'untouched'>> => {
    const context: Context = { ...world.surroundings, actor, correlationId: 'act', trx: at, audit: [], jobs: [] };
    const result = await useCases[action](context, { requestId, version });
    return { is: result.kind === 'refused' ? result.reason : result.kind, audit: context.audit, jobs: context.jobs };
  };
  try {
    const before = await stored(trx, requestId);
    for (const act of acts.filter(({ changes }) => !changes)) check(act, { ...(await take(trx, act)), state: before.state, untouched: true });
    const untouched = (await stored(trx, requestId)).all === before.all;
    for (const act of acts.filter(({ changes }) => changes)) {
      const attempt = await trx.savepoint('attempt').execute();
      const outcome = await take(attempt, act);
      const after = await stored(attempt, requestId);
      check(act, { ...outcome, state: after.state, untouched: after.all === before.all });
      await attempt.rollbackToSavepoint('attempt').execute();
    }
    return untouched;
  } finally {
    await trx.rollback().execute();
  }
}

const tables = ['requests', 'request_seats', 'seat_holders', 'votes', 'request_timers', 'removals', 'outbox', 'package_approvals', 'commitments_accepted'];
const everything = sql.raw(`md5(concat_ws('#', ${tables.map((table) => `(select string_agg(t::text, '' order by t::text) from ${table} t)`).join(', ')})) ${fresh}`);

/** The request's state, and everything that is stored about requests as one digest. */
async function stored(trx: Trx, requestId: number): Promise<{ readonly state: RequestState; readonly all: string }> {
  const { rows } = await sql<{ state: RequestState; all: string }>`select state, ${everything} as all from requests where id = ${requestId}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error(`no request ${String(requestId)}`);
  return row;
}
