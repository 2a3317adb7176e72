import type { Trx } from '../../context/index.js';
import { namesOf, type PersonName } from '../../requests/index.js';
import { powerStates, type PowerState } from '../ports.js';

/** A machine as it was when Azure was asked last. */
export interface MachineView {
  readonly number: number;
  readonly platform: string;
  readonly size: string;
  readonly state: PowerState;
  readonly seenAt: Date | null;
  readonly assignedTo: PersonName | null;
}

/** The machines of a workspace by number. */
export async function loadMachines(trx: Trx, workspaceId: number): Promise<readonly MachineView[]> {
  const rows = await trx.selectFrom('workspace_machines').selectAll().where('workspace_id', '=', workspaceId).where('removed_at', 'is', null).orderBy('number').execute();
  const names = await namesOf(trx, rows.flatMap(({ assigned_to }) => assigned_to ?? []));
  return rows.map(({ number, platform, size, state, seen_at, assigned_to }) => ({
    number,
    platform,
    size,
    state: powerStates.find((known) => known === state) ?? 'unknown',
    seenAt: seen_at,
    assignedTo: assigned_to === null ? null : names(assigned_to),
  }));
}
