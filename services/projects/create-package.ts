import { numberOf, type Context } from '../context/index.js';
import { authoriseInProject } from './authorise.js';
import { barToDatasets, columnsOf, textsOf, unique, type PackagePlan } from './package-plan.js';
import { done, refuse, type Note, type Result } from './results.js';

export interface CreatePackage extends PackagePlan {
  readonly projectId: number;
}

/** A new work package, to be classified later. It may be without data at first; opening its classification needs a dataset. */
export async function createPackage(context: Context, command: CreatePackage): Promise<Result<{ readonly packageId: number }>> {
  const authorised = await authoriseInProject(context, { action: 'package.create', projectId: command.projectId }, () => 'create-package');
  if (authorised.kind === 'refused') return authorised;
  const { facts, note } = authorised.value;
  const datasetIds = unique(command.datasetIds);
  const bar = await barToDatasets(context, facts, datasetIds);
  if (bar) return refuse(context, note, bar);
  const packageId = await insertPackage(context, command, datasetIds);
  context.audit.push({ ...note, ...packageNote(packageId), outcome: 'done', facts: { datasets: datasetIds.join(' '), lessData: command.lessData.possible }, texts: textsOf(command) });
  return done({ packageId });
}

export const packageNote = (packageId: number): Pick<Note, 'objectType' | 'objectId'> => ({ objectType: 'work-package', objectId: numberOf('package', packageId) });

/** Where a package came from. */
export interface Origin {
  readonly successor_of: number;
  readonly successor_reason: string;
}

export async function insertPackage({ trx, clock, actor }: Context, plan: CreatePackage, datasetIds: readonly number[], origin: Origin | null = null): Promise<number> {
  const { id } = await trx
    .insertInto('work_packages')
    .values({ project_id: plan.projectId, state: 'new', tier: null, successor_of: null, ...columnsOf(plan), ...origin, created_by: actor.id, created_at: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (datasetIds.length > 0) await trx.insertInto('work_package_datasets').values(datasetIds.map((dataset_id) => ({ work_package_id: id, dataset_id }))).execute();
  return id;
}
