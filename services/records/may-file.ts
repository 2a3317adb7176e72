import type { Context } from '../context/index.js';
import type { RecordKind } from './gates.js';
import { gates } from './gates.js';
import { loadAround } from './load-around.js';
import { nameOf } from './parts.js';
import { filingRole, maySee } from './permissions.js';
import { noteOf, type RecordObject } from './record-object.js';
import { done, refuse, type Done, type Refused } from './results.js';

/** Who files, and the name of what it is about. */
export interface Filer {
  /** The role in which they file. */
  readonly as: string;
  readonly about: string;
}

/** Whether the acting person may put a record of the kind on file about the object: who, then whether it is possible there. A refusal is on record. */
export async function mayFile(context: Context, kind: RecordKind, object: RecordObject, hold: 'change' | 'look' = 'look'): Promise<Done<Filer> | Refused> {
  const note = noteOf('file', kind, object);
  if (gates[kind].object !== object.kind) return refuse(context, note, 'invalid-input');
  const around = await loadAround(context.trx, object, context.actor, hold);
  if (!around || !maySee(around.standing)) return refuse(context, note, 'not-found');
  const as = filingRole(kind, around.standing);
  if (as === undefined) return refuse(context, note, 'not-allowed');
  if (!around.open) return refuse(context, note, 'not-possible');
  return done({ as, about: await nameOf(context.trx, object) });
}
