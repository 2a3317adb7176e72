import { numberOf, type Context } from '../context/index.js';
import { beginInProject, type Beginning } from './begin-in-project.js';
import type { PackagePlan } from './package-plan.js';
import { done, refuse, type Done, type Refused } from './results.js';

/** A work package as it was written, to be changed or followed by another. */
export interface WrittenPackage extends Pick<Beginning, 'facts'> {
  readonly id: number;
  readonly plan: Omit<PackagePlan, 'lessData'> & { readonly lessData: { readonly possible: boolean | null; readonly answer: string } };
}

/** The package where the acting person may change it (it is new) or follow it by a successor (it is classified). */
export async function beginOnPackage(context: Context, action: 'change-package' | 'succeed-package', packageId: number): Promise<Done<WrittenPackage> | Refused> {
  const { trx } = context;
  const row = await trx.selectFrom('work_packages').selectAll().where('id', '=', packageId).executeTakeFirst();
  const named = action === 'change-package' ? 'package.change' : 'package.succeed';
  const begun = await beginInProject(context, named, row?.project_id ?? 0, [action]);
  if (begun.kind === 'refused') return begun;
  if (!row) throw new Error('a project without its package');
  const note = { action: named, objectType: 'work-package', objectId: numberOf('package', packageId), projectId: row.project_id } as const;
  if (row.state === 'open') return refuse(context, note, 'package-open');
  if (action === 'change-package' && row.state === 'classified') return refuse(context, note, 'package-classified');
  if (action === 'succeed-package' && row.state === 'new') return refuse(context, note, 'package-new');
  const datasets = await trx.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', packageId).orderBy('dataset_id').execute();
  return done({
    id: row.id,
    facts: begun.value.facts,
    plan: {
      title: row.title,
      purpose: row.purpose,
      datasetIds: datasets.map(({ dataset_id }) => dataset_id),
      outputs: row.expected_outputs,
      tools: row.tools,
      lessData: { possible: row.less_data_possible, answer: row.less_data_answer },
    },
  });
}
