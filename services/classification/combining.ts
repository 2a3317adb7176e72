import { sql } from 'kysely';
import { numberOf, type Context, type Trx } from '../context/index.js';
import { endPackageAccess, suspendPackageAccess } from '../requests/index.js';
import { announce, renewCards } from './asking/announce.js';
import { noteOf } from './authorise.js';
import type { Tier } from './flowcharts/flowchart.js';
import { loadFacts } from './load-facts.js';
import { loadFloor } from './load-floor.js';
import { goOnWith } from './succession.js';
import { nextState } from './transitions.js';
import type { ClassificationFacts } from './work-package.js';

/**
 * The package as it stands when no other of its project can become classified at the same moment: its floor is looked at once more, under a
 * lock that every closing takes. Without it a part and its union could close past each other. Held until the transaction ends.
 */
export async function holdCombination({ trx }: Context, facts: ClassificationFacts): Promise<ClassificationFacts> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`combination of ${numberOf('project', facts.projectId)}`}, 0))`.execute(trx);
  return { ...facts, floor: await loadFloor(trx, facts.id, facts.projectId) };
}

/**
 * What the tier of a part means for the packages that combine it with more (classification.md, "Combining": a union is never below the highest
 * of its parts). One that is classified lower cannot be raised, since nothing leaves `classified`: it is suspended with all access in it, and
 * a successor with the same datasets opens. Asked for the other way round, the part's tier would wait, and access below it go on. One that
 * is still open shows its new floor.
 */
export async function carryToUnions(context: Context, part: ClassificationFacts, tier: Tier): Promise<void> {
  for (const { id, state } of await loadUnions(context.trx, part, tier)) {
    if (state === 'classified') await suspendBelow(context, id, part, tier);
    else await renewCards(context, { id });
  }
}

interface Union {
  readonly id: number;
  readonly state: 'open' | 'classified';
}

/** Packages of the project that hold all datasets of the part and more: open, or classified below the tier and going on. */
async function loadUnions(trx: Trx, part: ClassificationFacts, tier: Tier): Promise<readonly Union[]> {
  const { rows } = await sql<Union>`
    with own as (select dataset_id from work_package_datasets where work_package_id = ${part.id})
    select w.id, w.state from work_packages w
    where w.project_id = ${part.projectId} and w.id <> ${part.id}
      and (w.state = 'open' or w.state = 'classified' and w.tier < ${tier} and w.suspended_at is null)
      and exists (select from own)
      and not exists (select from own where dataset_id not in (select d.dataset_id from work_package_datasets d where d.work_package_id = w.id))
      and exists (select from work_package_datasets d where d.work_package_id = w.id and d.dataset_id not in (select dataset_id from own))
    order by w.id`.execute(trx);
  return rows;
}

async function suspendBelow(context: Context, unionId: number, part: ClassificationFacts, tier: Tier): Promise<void> {
  const union = await loadFacts(context.trx, unionId, 'change');
  if (!union || nextState(union.state, 'suspend') === undefined) return;
  const held = await context.trx.updateTable('work_packages').set({ suspended_at: context.clock.now(), suspended_because: 'part-above' }).where('id', '=', unionId).where('suspended_at', 'is', null).executeTakeFirst();
  if (held.numUpdatedRows === 0n) return;
  const successorId = await goOnWith(context, union, union.datasets.map(({ id }) => id), 'part-above');
  // What combines data of tier 4 is not provided either (docs/decisions/0013).
  const touched = tier === 4 ? { ended: await endPackageAccess(context, unionId, 'everything', 'tier-4') } : { suspended: await suspendPackageAccess(context, unionId) };
  const note = noteOf('classification.suspend', unionId, union);
  context.audit.push({ ...note, outcome: 'done', reason: 'part-above', facts: { ...note.facts, ...touched, tier: union.tier, part: numberOf('package', part.id), partTier: tier, ...(successorId === null ? {} : { successor: numberOf('package', successorId) }) } });
  await announce(context, union, 'part-above');
}
