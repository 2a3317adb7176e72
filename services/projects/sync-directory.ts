import { transact } from '../audit/index.js';
import { LockkeeperError, systemRoles } from '../context/index.js';
import type { DirectoryPeople, DirectoryPerson } from './ports.js';
import type { Answer } from './recognition-cache.js';
import { endEveryRole, whoHoldSomething } from './end-every-role.js';
import { directorySync, type Recognition } from './recognise-actor.js';
import { recordPerson, reseatOpenRequests } from './record-person.js';

export interface SyncReport {
  /** People compared with the directory. */
  readonly people: number;
  /** Of them, those whose roles or account changed. */
  readonly changed: number;
}

/** People asked for at once. */
const together = 8;

/**
 * Compares everybody on record, and every holder of a system role, with the directory: names, accounts, system roles. The directory is read
 * to the end first, so that one that stops answering half-way changes nothing; then everything is stored in one transaction, and if a role
 * or an account changed, the seats of requests under review are computed anew. Closed accounts lose every role here and nowhere else: for good,
 * so that it is done on the word of a whole comparison that is believed. A person seen meanwhile is left as they were seen.
 * @throws LockkeeperError `directory-unavailable`: the job tries again
 */
export async function syncDirectory(world: Recognition): Promise<SyncReport> {
  const startedAt = world.clock.now();
  const stored = await world.db.selectFrom('people').select(['id', 'updated_at']).execute();
  const answers = await readDirectory(world.directory, stored.map(({ id }) => id));
  await stopWhereTooManyVanish(world, answers);
  const changed = await transact(world, directorySync, async (context) => {
    const seenSince = await context.trx.selectFrom('people').select('id').where('updated_at', '>', startedAt).execute();
    const newer = new Set(seenSince.map(({ id }) => id));
    const touched: string[] = [];
    for (const [personId, answer] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (newer.has(personId)) continue;
      if ((await recordPerson(context, personId, answer)) === 'roles-changed') touched.push(personId);
    }
    const closed = await whoHoldSomething(context.trx, closedIn(answers).filter((id) => !newer.has(id)));
    for (const personId of closed) await endEveryRole(context, personId);
    touched.push(...closed.filter((id) => !touched.includes(id)));
    if (touched.length > 0) await reseatOpenRequests(context);
    return touched;
  });
  for (const personId of changed) world.recognised.forget(personId);
  return { people: answers.size, changed: changed.length };
}

const closedIn = (answers: ReadonlyMap<string, Answer | undefined>): readonly string[] => [...answers].filter(([, answer]) => !answer?.person.enabled).map(([id]) => id);

/** A directory that is asked in the wrong way knows nobody: closing more accounts than this at once is not believed. */
const mostVanished = 10;

/** @throws LockkeeperError `directory-unavailable`: nothing was changed, and somebody has to look */
async function stopWhereTooManyVanish(world: Recognition, answers: ReadonlyMap<string, Answer | undefined>): Promise<void> {
  const gone = closedIn(answers);
  if (gone.length <= mostVanished) return;
  const count = await world.db.transaction().execute(async (trx) => {
    const open = await trx.selectFrom('people').select('id').where('id', 'in', [...gone]).where('enabled', '=', true).execute();
    return new Set([...open.map(({ id }) => id), ...(await whoHoldSomething(trx, gone))]).size;
  });
  if (count > mostVanished) throw new LockkeeperError('directory-unavailable', `The directory says that ${String(count)} accounts are closed at once; nothing was changed.`);
}

/** The directory's word on everybody in `personIds` and on every holder of a system role; undefined for who is deleted. */
async function readDirectory(directory: DirectoryPeople, personIds: readonly string[]): Promise<ReadonlyMap<string, Answer | undefined>> {
  const holders = await directory.holdersOfSystemRoles();
  const people = new Map<string, DirectoryPerson | undefined>(systemRoles.flatMap((role) => holders[role].map((person) => [person.id, person] as const)));
  const others = personIds.filter((id) => !people.has(id));
  for (let at = 0; at < others.length; at += together) {
    const batch = others.slice(at, at + together);
    const found = await Promise.all(batch.map((id) => directory.person(id)));
    batch.forEach((id, index) => people.set(id, found[index]));
  }
  return new Map(
    [...people].map(([id, person]) => [id, person && { person: { ...person, id }, systemRoles: systemRoles.filter((role) => holders[role].some((holder) => holder.id === id)) }] as const),
  );
}
