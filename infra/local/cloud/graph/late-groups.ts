import type { Cloud } from '../cloud.js';
import type { CloudState } from '../state.js';

/** Marks a new group as one that is not found everywhere yet, where that was asked for. */
export function delayGroup(state: CloudState, id: string): void {
  const { lateGroups } = state;
  if (!lateGroups || lateGroups.times === 0) return;
  lateGroups.times -= 1;
  state.unseenGroups.push({ id, reads: lateGroups.reads });
}

/** Whether a group is not found yet; each call that asks brings the moment nearer. */
export function isUnseen(cloud: Cloud, id: string): boolean {
  if (!cloud.state.current.unseenGroups.some((group) => group.id === id)) return false;
  cloud.state.update((state) => {
    for (const group of state.unseenGroups) if (group.id === id) group.reads -= 1;
    state.unseenGroups = state.unseenGroups.filter(({ reads }) => reads > 0);
  });
  return true;
}
