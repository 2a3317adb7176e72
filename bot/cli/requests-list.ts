import { transact } from '../../services/audit/index.js';
import { LockkeeperError, numberOf } from '../../services/context/index.js';
import { listAllRequests, requestStates, type RequestLine, type RequestState } from '../../services/requests/index.js';
import type { Report } from './command.js';
import { operatorWorld } from './operator-world.js';
import type { Target } from './target.js';

/** Requests, newest first, at most 200; those of one state where it is given. People stand by directory id. Looking is on record. */
export async function requestsListCommand(target: Target, state: RequestState | undefined): Promise<Report> {
  return operatorWorld(target, (world) =>
    transact(world, { kind: 'process', id: 'operator' }, async (context) => {
      const { items, more } = await listAllRequests(context, state);
      const requests = items.map(rowOf);
      return {
        ok: true,
        lines: [...(requests.length === 0 ? ['There are no such requests.'] : requests.map(describe)), ...(more ? [`There are more: these are the newest ${String(requests.length)}.`] : [])],
        json: { requests, more },
      };
    }),
  );
}

type Row = ReturnType<typeof rowOf>;

const rowOf = (line: RequestLine) => ({
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
});

function describe(row: Row): string {
  return [row.number, row.type.padEnd(14), row.state.padEnd(16), row.workspace, (row.dataset ?? '').padEnd(7), `tier ${String(row.tier)}`, `until ${row.until}`, `for ${row.subject}`].join('  ');
}

/** @throws LockkeeperError `invalid-input` naming the states there are */
export function readState(wanted: string): RequestState {
  const known = requestStates.find((state) => state === wanted);
  if (!known) throw new LockkeeperError('invalid-input', `There is no state ${JSON.stringify(wanted)}. The states are: ${requestStates.join(', ')}.`);
  return known;
}
