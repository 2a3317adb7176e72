import { sql } from 'kysely';
import * as requests from '../../services/requests/index.js';
import type { PersonAction, RequestState, Result } from '../../services/requests/index.js';
import type { AuditNote, Context, JobNote, Trx } from '../../services/context/index.js';
import type { PersonKey } from './hospital-builder.js';
import type { RequestWorld } from './request-world.js';

/** What one act of one person came to, tried on the real database and rolled back. */
export interface Tried {
  /** `done`, `unchanged`, or the reason of the refusal. */
  readonly outcome: string;
  readonly state: RequestState;
  /** True when everything stored about requests is as it was. */
  readonly untouched: boolean;
  readonly audit: readonly AuditNote[];
  readonly jobs: readonly JobNote[];
}

type Command = { readonly requestId: number; readonly version: number };

/** Each act of `personActions` with inputs that are in order, so that only standing and state decide. */
export const useCases: Readonly<Record<PersonAction, (context: Context, command: Command) => Promise<Result<unknown>>>> = {
  resubmit: (context, command) => requests.resubmitRequest(context, { ...command, purpose: 'as you asked', untilOn: '2027-02-23' }),
  'accept-commitments': requests.acceptCommitments,
  approve: (context, command) => requests.decideRequest(context, { ...command, answer: 'approve', comment: '' }),
  deny: (context, command) => requests.decideRequest(context, { ...command, answer: 'deny', comment: 'because' }),
  return: (context, command) => requests.decideRequest(context, { ...command, answer: 'return', comment: 'because' }),
  withdraw: requests.withdrawRequest,
  leave: requests.leaveAccess,
  revoke: (context, command) => requests.revokeAccess(context, { ...command, comment: 'because' }),
  'sign-in': async (context, command) => {
    const waiting = await requests.completeSignIn(context);
    return waiting > 0 ? { kind: 'done', value: command } : { kind: 'unchanged', value: command };
  },
  retry: requests.retryRequest,
  abandon: requests.abandonRequest,
};

/** Tries acts on one request in one transaction, and takes each back before the next. */
export async function probe(world: RequestWorld, requestId: number, people: readonly PersonKey[], check: (person: PersonKey, action: PersonAction, tried: Tried) => void): Promise<void> {
  const trx = await world.database.db.startTransaction().execute();
  try {
    const before = await snapshot(trx, requestId);
    const { version } = await world.request(requestId);
    for (const person of people) {
      for (const action of requests.personActions) {
        const attempt = await trx.savepoint('attempt').execute();
        const context: Context = { ...world.surroundings, actor: world.actor(person), correlationId: 'probe', trx: attempt, audit: [], jobs: [] };
        const result = await useCases[action](context, { requestId, version });
        const after = await snapshot(attempt, requestId);
        check(person, action, {
          outcome: result.kind === 'refused' ? result.reason : result.kind,
          state: after.state,
          untouched: after.all === before.all,
          audit: context.audit,
          jobs: context.jobs,
        });
        await attempt.rollbackToSavepoint('attempt').execute();
      }
    }
  } finally {
    await trx.rollback().execute();
  }
}

/** The request's state, and everything that is stored about requests as one digest. */
async function snapshot(trx: Trx, requestId: number): Promise<{ readonly state: RequestState; readonly all: string }> {
  const { rows } = await sql<{ state: RequestState; all: string }>`
    select state, ${everything} as all from requests where id = ${requestId}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error(`no request ${String(requestId)}`);
  return row;
}

const everything = sql.raw(
  `md5(concat_ws('#', ${['requests', 'request_seats', 'seat_holders', 'votes', 'request_timers', 'removals', 'outbox', 'package_approvals', 'commitments_accepted']
    .map((table) => `(select string_agg(t::text, '' order by t::text) from ${table} t)`)
    .join(', ')}))`,
);
