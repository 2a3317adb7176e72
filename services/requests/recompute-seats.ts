import type { Context } from '../context/index.js';
import { post } from './change-state.js';
import { currentSeats } from './standing.js';
import { loadSeatFacts, loadSeats, lockRequest, setHolders } from './store.js';

/** Roles changed: whoever sits now is asked, whoever no longer sits is not. Votes given stand ("When people change"). */
export async function recomputeSeats(context: Context, requestId: number): Promise<void> {
  const request = await lockRequest(context.trx, requestId);
  if (request?.state !== 'in-review') return;
  const facts = await loadSeatFacts(context.trx, request);
  const fresh = currentSeats(request, facts);
  const now = context.clock.now();
  for (const seat of await loadSeats(context.trx, request)) {
    if (seat.state !== 'pending') continue;
    const holders = fresh.find((candidate) => candidate.role === seat.role && candidate.principalId === seat.principalId)?.holders ?? [];
    const asked = await context.trx.selectFrom('seat_holders').select('person_id').where('seat_id', '=', seat.id).execute();
    const known = new Set(asked.map(({ person_id }) => person_id));
    const added = holders.filter((id) => !known.has(id));
    const dropped = [...known].filter((id) => !holders.includes(id));
    if (added.length === 0 && dropped.length === 0) continue;
    await setHolders(context.trx, request.id, seat.id, holders, now);
    await post(context, request, 'ask', added);
    context.audit.push({
      action: 'request.reassign',
      outcome: 'done',
      objectType: 'request',
      objectId: String(request.id),
      requestId: request.id,
      projectId: request.project_id,
      facts: { seat: seat.role, stage: seat.stage, added: added.join(' '), dropped: dropped.join(' ') },
    });
  }
}
