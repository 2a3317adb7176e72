import type { Surroundings } from '../../audit/index.js';
import type { ProcessActor } from '../../context/index.js';
import type { Building } from '../building.js';
import type { GroupRights, StackRights } from '../ports.js';

/** What building a workspace needs of the world. */
export interface Provisioning extends Surroundings {
  readonly building: Building;
  readonly groups: GroupRights;
  readonly stacks: StackRights;
}

export const builder: ProcessActor = { kind: 'process', id: 'provisioning' };
