import { listVisibleDatasets } from '../catalogue/index.js';
import type { Context } from '../context/index.js';
import type { ProjectFacts } from './project-facts.js';
import type { Note, Refusal } from './results.js';

/** Longest texts of a work package, in UTF-16 units. */
export const longestPackageText = { title: 120, purpose: 1_500, outputs: 600, tools: 400, lessData: 600 } as const;

/** What a work package is to do, as a manager writes it (paper 3 and 4.1; the minimising of data is asked for in every one). */
export interface PackagePlan {
  readonly title: string;
  /** The intended analysis. */
  readonly purpose: string;
  readonly datasetIds: readonly number[];
  readonly outputs: string;
  readonly tools: string;
  /** Could it be done with less personal data, and why or why not. */
  readonly lessData: { readonly possible: boolean; readonly answer: string };
}

/** The plan as the columns of `work_packages` hold it. */
export const columnsOf = ({ title, purpose, outputs, tools, lessData }: PackagePlan) => ({
  title,
  purpose,
  expected_outputs: outputs,
  tools,
  less_data_possible: lessData.possible,
  less_data_answer: lessData.answer,
});

export const textsOf = ({ title, purpose, outputs, tools, lessData }: PackagePlan): NonNullable<Note['texts']> => ({ title, purpose, outputs, tools, lessData: lessData.answer });

/**
 * Why these datasets cannot be in a package of the project: one that the acting person does not see is unknown to them, and one whose
 * Representative has another role in the project would have nobody to stand for it (people-and-requests, "Roles").
 */
export async function barToDatasets(context: Context, { roles }: Pick<ProjectFacts, 'roles'>, datasetIds: readonly number[]): Promise<Refusal | undefined> {
  if (datasetIds.length === 0) return undefined;
  const seen = new Set((await listVisibleDatasets(context, { ids: datasetIds, most: 0 })).items.map(({ id }) => id));
  if (datasetIds.some((id) => !seen.has(id))) return 'dataset-unknown';
  const stand = await context.trx.selectFrom('dataset_representatives').select('person_id').where('dataset_id', 'in', [...datasetIds]).where('until', 'is', null).execute();
  const hasOther = (personId: string): boolean => (roles.get(personId) ?? 'representative') !== 'representative';
  return stand.some(({ person_id }) => hasOther(person_id)) ? 'representative-has-role' : undefined;
}

export const unique = (ids: readonly number[]): readonly number[] => [...new Set(ids)].sort((a, b) => a - b);
