import { numberOf } from '../../services/context/index.js';
import { transact } from '../../services/audit/index.js';
import { loadLines, requestStates, type RequestState } from '../../services/requests/index.js';
import { LockkeeperError } from '../../services/context/index.js';
import { operatorWorld } from './operator-world.js';
import type { Report } from './command.js';
import type { Target } from './target.js';

const most = 200;

/** Requests, newest first, at most 200; those of one state where it is given. Looking is on record. */
export async function requestsListCommand(target: Target, wanted: string | undefined): Promise<Report> {
  const state = stateOf(wanted);
  return operatorWorld(target, (world) =>
    transact(world, { kind: 'process', id: 'operator' }, async (context) => {
      const rows = await context.trx
        .selectFrom('requests')
        .selectAll()
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .orderBy('id', 'desc')
        .limit(most)
        .execute();
      const lines = await loadLines(context.trx, rows);
      context.audit.push({ action: 'requests.list', outcome: 'done', objectType: 'configuration', objectId: 'requests', facts: { rows: rows.length } });
      const requests = lines.map((line) => ({
        number: numberOf('request', line.id),
        type: line.type,
        state: line.state,
        requester: line.requester.id,
        subject: line.subject.id,
        workspace: numberOf('workspace', line.workspace.id),
        dataset: line.dataset ? numberOf('dataset', line.dataset.id) : null,
        tier: line.tier,
        until: line.untilOn,
        waitingFor: line.waitingFor.map(({ id }) => id),
      }));
      return {
        ok: true,
        lines: lines.length === 0 ? ['There are no such requests.'] : requests.map((row, index) => describe(row, lines[index]?.subject.name ?? '')),
        json: { requests },
      };
    }),
  );
}

function describe(row: { number: string; type: string; state: string; workspace: string; dataset: string | null; tier: number; until: string }, subject: string): string {
  return [row.number, row.type.padEnd(14), row.state.padEnd(16), row.workspace, (row.dataset ?? '').padEnd(7), `tier ${String(row.tier)}`, `until ${row.until}`, subject].join('  ');
}

function stateOf(wanted: string | undefined): RequestState | undefined {
  if (wanted === undefined) return undefined;
  const known = requestStates.find((state) => state === wanted);
  if (!known) throw new LockkeeperError('invalid-input', `There is no state ${JSON.stringify(wanted)}. The states are: ${requestStates.join(', ')}.`);
  return known;
}
