import type { Context } from '../context/index.js';
import { voidDatasetApprovals } from '../requests/index.js';
import { authoriseInProject } from './authorise.js';
import { packageNote } from './create-package.js';
import { barToDatasets, columnsOf, textsOf, unique, type PackagePlan } from './package-plan.js';
import { done, refuse, unchanged, type Refusal, type Result } from './results.js';

export interface ChangePackage extends PackagePlan {
  readonly packageId: number;
}

/**
 * Changes a work package while it is new. Nothing changes under those who classify it, and nothing leaves `classified`: an open one is cleared
 * first, a classified one gets a successor (classification.md, "Who must classify"). A dataset that goes takes the approvals for it along; one
 * that comes voids full approval, which is counted by dataset.
 */
export async function changePackage(context: Context, command: ChangePackage): Promise<Result<{ readonly packageId: number }>> {
  const { trx } = context;
  const { packageId } = command;
  const place = await trx.selectFrom('work_packages').select('project_id').where('id', '=', packageId).executeTakeFirst();
  const authorised = await authoriseInProject(context, { action: 'package.change', projectId: place?.project_id ?? 0 }, () => 'change-package');
  if (authorised.kind === 'refused') return authorised;
  const { facts } = authorised.value;
  const note = { ...authorised.value.note, ...packageNote(packageId) };
  const before = await trx.selectFrom('work_packages').selectAll().where('id', '=', packageId).forUpdate().executeTakeFirstOrThrow();
  const bar = barByState(before.state);
  if (bar) return refuse(context, note, bar);
  const held = (await trx.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', packageId).execute()).map(({ dataset_id }) => dataset_id);
  const wanted = unique(command.datasetIds);
  const added = wanted.filter((id) => !held.includes(id));
  const removed = unique(held).filter((id) => !wanted.includes(id));
  const barred = await barToDatasets(context, facts, added);
  if (barred) return refuse(context, note, barred);
  const columns = columnsOf(command);
  const same = (Object.keys(columns) as (keyof typeof columns)[]).every((column) => columns[column] === before[column]);
  if (same && added.length === 0 && removed.length === 0) return unchanged(context, note, { packageId });
  await trx.updateTable('work_packages').set(columns).where('id', '=', packageId).execute();
  if (added.length > 0) await trx.insertInto('work_package_datasets').values(added.map((dataset_id) => ({ work_package_id: packageId, dataset_id }))).execute();
  if (removed.length > 0) {
    await trx.deleteFrom('work_package_datasets').where('work_package_id', '=', packageId).where('dataset_id', 'in', removed).execute();
    await voidDatasetApprovals(context, packageId, removed);
  }
  context.audit.push({ ...note, outcome: 'done', facts: { added: added.join(' '), removed: removed.join(' '), lessData: command.lessData.possible }, texts: textsOf(command) });
  return done({ packageId });
}

function barByState(state: 'new' | 'open' | 'classified'): Refusal | undefined {
  switch (state) {
    case 'new':
      return undefined;
    case 'open':
      return 'package-open';
    case 'classified':
      return 'package-classified';
    default:
      return state satisfies never;
  }
}
