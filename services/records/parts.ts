import { numberOf, type Context, type Trx } from '../context/index.js';
import type { RecordKind, Standing } from './gates.js';
import type { RecordObject } from './record-object.js';

/** A gate about one thing, with its name. */
export interface Part {
  readonly gate: RecordKind;
  readonly object: RecordObject;
  readonly about: string;
}

/** The gates of a thing and of what belongs to it: a project's packages, datasets and people. */
export async function partsOf(context: Context, object: RecordObject, standing: ReadonlySet<Standing>): Promise<readonly Part[]> {
  const about = await nameOf(context.trx, object);
  switch (object.kind) {
    case 'person':
      return [{ gate: 'training', object, about }];
    case 'dataset':
      return [{ gate: 'authority', object, about }];
    case 'dataset-in-project':
      return [{ gate: 'agreement', object, about }, { gate: 'authority', object: { kind: 'dataset', datasetId: object.datasetId }, about }];
    case 'package':
      return [...packageGates(object, about), ...(await datasetGates(context.trx, object))];
    case 'project': {
      const packages = await context.trx.selectFrom('work_packages').select(['id', 'title']).where('project_id', '=', object.projectId).orderBy('id').execute();
      return [
        { gate: 'ethics', object, about },
        { gate: 'website-terms', object, about },
        ...packages.flatMap(({ id, title }) => packageGates({ kind: 'package', packageId: id }, `${numberOf('package', id)} ${title}`)),
        ...(await datasetGates(context.trx, object)),
        ...(await trainingGates(context, object, standing)),
      ];
    }
    default:
      return object satisfies never;
  }
}

const packageGates = (object: Extract<RecordObject, { kind: 'package' }>, about: string): readonly Part[] => [
  { gate: 'lawful-basis', object, about },
  { gate: 'dpia', object, about },
];

async function datasetGates(trx: Trx, object: Extract<RecordObject, { kind: 'package' | 'project' }>): Promise<readonly Part[]> {
  const rows = await trx
    .selectFrom('work_package_datasets as w')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .innerJoin('datasets as d', 'd.id', 'w.dataset_id')
    .select(['d.id', 'd.name', 'k.project_id as projectId'])
    .distinct()
    .where(object.kind === 'package' ? 'k.id' : 'k.project_id', '=', object.kind === 'package' ? object.packageId : object.projectId)
    .orderBy('d.id')
    .execute();
  return rows.flatMap(({ id, name, projectId }): readonly Part[] => {
    const about = `${numberOf('dataset', id)} ${name}`;
    return [
      { gate: 'agreement', object: { kind: 'dataset-in-project', datasetId: id, projectId }, about },
      { gate: 'authority', object: { kind: 'dataset', datasetId: id }, about },
    ];
  });
}

/** Whose training one sees in a project: everybody's for its managers and the Investigator, one's own for others. */
async function trainingGates(context: Context, { projectId }: Extract<RecordObject, { kind: 'project' }>, standing: ReadonlySet<Standing>): Promise<readonly Part[]> {
  const manages = standing.has('project-manager') || standing.has('programme-manager') || standing.has('investigator');
  const rows = await context.trx
    .selectFrom('project_roles as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select(['p.id', 'p.name'])
    .where('r.project_id', '=', projectId)
    .where('r.until', 'is', null)
    // Who provides data does not work with it (paper 8 names Researchers, Investigators and Referees).
    .where('r.role', 'in', ['researcher', 'investigator', 'referee'])
    .$if(!manages, (query) => query.where('p.id', '=', context.actor.id))
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id, name }) => ({ gate: 'training', object: { kind: 'person', personId: id }, about: name }));
}

/** The name that people know a thing by, with its number where it has one. */
export async function nameOf(trx: Trx, object: RecordObject): Promise<string> {
  switch (object.kind) {
    case 'person':
      return (await trx.selectFrom('people').select('name').where('id', '=', object.personId).executeTakeFirst())?.name ?? '';
    case 'dataset':
    case 'dataset-in-project': {
      const row = await trx.selectFrom('datasets').select('name').where('id', '=', object.datasetId).executeTakeFirst();
      return row ? `${numberOf('dataset', object.datasetId)} ${row.name}` : '';
    }
    case 'package': {
      const row = await trx.selectFrom('work_packages').select('title').where('id', '=', object.packageId).executeTakeFirst();
      return row ? `${numberOf('package', object.packageId)} ${row.title}` : '';
    }
    case 'project': {
      const row = await trx.selectFrom('projects').select('title').where('id', '=', object.projectId).executeTakeFirst();
      return row ? `${numberOf('project', object.projectId)} ${row.title}` : '';
    }
    default:
      return object satisfies never;
  }
}
