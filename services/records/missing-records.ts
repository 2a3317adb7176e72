import type { Context } from '../context/index.js';
import { peopleOf } from './audiences.js';
import { gates, type Act, type Audience, type RecordKind, type Standing } from './gates.js';
import { openGates, type GatePlace } from './open-gates.js';
import type { RecordObject } from './record-object.js';
import { recordsAbout } from './store.js';

/** Something that stops an act since it is not on record, or has lapsed. */
export interface MissingRecord {
  readonly gate: RecordKind;
  readonly object: RecordObject;
  /** Directory ids of those who can put it on record; empty where nobody has the role. */
  readonly filers: readonly string[];
  /** It has been filed, and waits to be confirmed or signed. */
  readonly waits: boolean;
}

/** What stops an act in a place today, with who can put it on record, in the order of the table of gates. */
export async function missingRecords(context: Context, act: Act, place: GatePlace): Promise<readonly MissingRecord[]> {
  const missing: MissingRecord[] = [];
  for (const gate of await openGates(context, act, place)) {
    const object = objectAt(gate, place);
    const { proposed } = await recordsAbout(context.trx, gate, object);
    missing.push({ gate, object, filers: await peopleOf(context.trx, audiencesOf(gate), object), waits: proposed !== undefined });
  }
  return missing;
}

/** A Programme Manager can file where the table says so, and is not asked to while there is a Project Manager's seat for it. */
const audiencesOf = (gate: RecordKind): readonly Audience[] => gates[gate].filedBy.flatMap((role) => askedAs[role]);

const askedAs: Readonly<Record<Standing, readonly Audience[]>> = {
  self: ['person'],
  representative: ['representatives'],
  'project-manager': ['project-manager'],
  'programme-manager': [],
  investigator: [],
  involved: [],
};

/** What a gate's record is about in a place. */
function objectAt(gate: RecordKind, { personId = '', datasetId, packageId, projectId }: GatePlace): RecordObject {
  const { object } = gates[gate];
  switch (object) {
    case 'person':
      return { kind: 'person', personId };
    case 'dataset':
      return { kind: 'dataset', datasetId: datasetId ?? 0 };
    case 'dataset-in-project':
      return { kind: 'dataset-in-project', datasetId: datasetId ?? 0, projectId };
    case 'package':
      return { kind: 'package', packageId };
    case 'project':
      return { kind: 'project', projectId };
    case 'access':
      throw new Error(`what ${gate} is about is kept with the request`);
    default:
      return object satisfies never;
  }
}
