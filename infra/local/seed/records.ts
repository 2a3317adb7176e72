import type { Details, RecordKind, RecordObject } from '../../../services/records/index.js';
import { datasets } from './catalogue.js';
import { workPackages } from './hospital.js';
import { people, type SeedPerson } from './people.js';

/** Something that is on record in the seeded tenant, with who filed and who confirmed it. */
export type SeedRecord = {
  readonly [K in Exclude<RecordKind, 'training'>]: {
    readonly kind: K;
    readonly object: RecordObject;
    /** What was said, on the day (ISO) on which it was filed. */
    readonly said: (day: string) => Details[K];
    readonly filed: { readonly by: SeedPerson; readonly as: string };
    readonly confirmed: { readonly by: SeedPerson; readonly as: string };
    readonly daysAgo: number;
    /** Months from the day of seeding to its last day; absent for what does not lapse. */
    readonly endsInMonths?: number;
  };
}[Exclude<RecordKind, 'training'>];

const { jonas, katarzyna, ruth } = people;
const managerOf: Readonly<Record<number, SeedPerson>> = { 1: jonas, 2: jonas, 3: katarzyna };
const daysAgoOf: Readonly<Record<number, number>> = { 1: 235, 2: 195, 3: 55 };

/** The Representative of this one has certified nothing yet: who asks for it is told what is missing, and whom to ask. */
export const uncertified = 10;

const manager = (project: number): SeedRecord['filed'] => {
  const by = managerOf[project];
  if (by === undefined) throw new Error(`project ${String(project)} has no Project Manager`);
  return { by, as: 'project-manager' };
};

const atOnce = (project: number): Pick<SeedRecord, 'filed' | 'confirmed' | 'daysAgo'> => ({ filed: manager(project), confirmed: manager(project), daysAgo: daysAgoOf[project] ?? 0 });

/** Datasets that the biobank collected on consent. */
const consented: ReadonlySet<number> = new Set(datasets.filter(({ provider }) => provider.kind === 'biobank').map(({ id }) => id));

const ofProjects: readonly SeedRecord[] = [1, 2, 3].flatMap((projectId): readonly SeedRecord[] => {
  const object = { kind: 'project' as const, projectId };
  return [
    { kind: 'ethics', object, ...atOnce(projectId), said: (decidedOn) => ({ outcome: 'approved', reference: `Northgate REC ${String(projectId)}17`, decidedOn }), endsInMonths: 20 },
    { kind: 'website-terms', object, ...atOnce(projectId), said: () => ({ outcome: 'none-used', sites: '' }) },
  ];
});

const ofDatasets: readonly SeedRecord[] = datasets
  .filter(({ id }) => id !== uncertified)
  .map(({ id, representative }) => ({
    kind: 'authority',
    object: { kind: 'dataset', datasetId: id },
    said: () => ({ right: 'provider-owns-it', personalData: consented.has(id) ? 'on-consent' : 'not-on-consent', statement: 'Decided by the provider’s data access committee.' }),
    filed: { by: representative, as: 'representative' },
    confirmed: { by: representative, as: 'representative' },
    daysAgo: 300,
  }));

/** A signed agreement for each dataset of each project, until the day that the catalogue names. Their paper copies are not part of the seed. */
const agreements: readonly SeedRecord[] = [1, 2, 3].flatMap((projectId) =>
  [...new Set(workPackages.filter(({ project }) => project === projectId).flatMap((workPackage) => workPackage.datasets))].map(
    (datasetId): SeedRecord => ({
      kind: 'agreement',
      object: { kind: 'dataset-in-project', datasetId, projectId },
      ...atOnce(projectId),
      said: () => ({}),
      endsInMonths: datasets.find(({ id }) => id === datasetId)?.agreementMonths ?? 0,
    }),
  ),
);

/** Those that are classified; what the others need is still to be put on record. */
const ofPackages: readonly SeedRecord[] = workPackages
  .filter(({ classified }) => classified)
  .flatMap(({ id, project, datasets: held }): readonly SeedRecord[] => {
    const object = { kind: 'package' as const, packageId: id };
    return [
      {
        kind: 'lawful-basis',
        object,
        ...atOnce(project),
        confirmed: { by: ruth, as: 'programme-manager' },
        said: () => ({ sharing: 'Public task of the provider.', use: 'Research in the public interest.', consent: held.some((dataset) => consented.has(dataset)) ? 'fresh-consent' : 'was-not-the-basis' }),
      },
      { kind: 'dpia', object, ...atOnce(project), said: (finalOn) => ({ reference: `Assessment register, number ${String(40 + id)}`, finalOn }) },
    ];
  });

export const records: readonly SeedRecord[] = [...ofProjects, ...ofDatasets, ...agreements, ...ofPackages];
