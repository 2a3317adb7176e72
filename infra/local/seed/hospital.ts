import type { ProjectRoleName } from '../../../services/database/index.js';
import { people, type SeedPerson } from './people.js';

/** A project of the seeded tenant. Every date is relative to the day of seeding. */
export interface SeedProject {
  readonly id: number;
  readonly title: string;
  readonly summary: string;
  readonly startedDaysAgo: number;
  readonly endsInMonths: number;
  /** One role per person and project; Representatives hold no other role in it (2.8). */
  readonly roles: readonly { readonly person: SeedPerson; readonly role: ProjectRoleName }[];
}

export interface SeedPackage {
  readonly id: number;
  readonly project: number;
  readonly title: string;
  readonly purpose: string;
  /** Absent: being classified, or new. */
  readonly classified?: { readonly tier: number; readonly daysAgo: number };
  /** Opened for classification, and nobody has given an opinion yet. */
  readonly opened?: { readonly by: SeedPerson; readonly daysAgo: number };
  readonly datasets: readonly number[];
}

export interface SeedWorkspace {
  readonly id: number;
  readonly name: string;
  readonly project: number;
  readonly workPackage: number;
  readonly createdDaysAgo: number;
}

/** Where data and workspaces of the seeded tenant lie. */
export const region = 'uksouth';

const { amara, ben, daniel, helen, ines, jonas, katarzyna, lena, mei, omar, samuel, tom } = people;
const as = (role: ProjectRoleName, ...holders: readonly SeedPerson[]): SeedProject['roles'] => holders.map((person) => ({ person, role }));

export const projects: readonly SeedProject[] = [
  {
    id: 1,
    title: 'Heart failure readmissions',
    summary: 'Which patients with heart failure come back within 90 days, and what could have kept them at home.',
    startedDaysAgo: 240,
    endsInMonths: 18,
    roles: [
      ...as('investigator', ines),
      ...as('project-manager', jonas),
      ...as('researcher', amara, lena, omar),
      ...as('referee', mei),
      ...as('representative', ben, tom, helen),
    ],
  },
  {
    id: 2,
    title: 'Inherited arrhythmia',
    summary: 'Risk of sudden death in families with an inherited arrhythmia, from rhythm recordings and gene variants.',
    startedDaysAgo: 200,
    endsInMonths: 19,
    roles: [...as('investigator', ines), ...as('project-manager', jonas), ...as('researcher', amara, lena), ...as('referee', daniel), ...as('representative', tom)],
  },
  {
    id: 3,
    title: 'Waiting times and patient flow',
    summary: 'How long patients wait between referral and treatment, and what the waiting does to them.',
    startedDaysAgo: 60,
    endsInMonths: 17,
    roles: [...as('investigator', samuel), ...as('project-manager', katarzyna), ...as('researcher', omar), ...as('representative', helen, ben)],
  },
];

export const workPackages: readonly SeedPackage[] = [
  {
    id: 1,
    project: 1,
    title: 'Admissions and readmissions',
    purpose: 'Describe readmission after heart failure from de-identified hospital records.',
    classified: { tier: 1, daysAgo: 215 },
    datasets: [1, 2, 3],
  },
  {
    id: 2,
    project: 1,
    title: 'Treatment and outcome, linked',
    purpose: 'Link registry, biomarkers, echocardiography and prescriptions by project pseudonym and model readmission.',
    classified: { tier: 2, daysAgo: 190 },
    datasets: [4, 5, 6, 7],
  },
  {
    id: 3,
    project: 2,
    title: 'Families, rhythm and genes',
    purpose: 'Join pedigrees, recordings and variants of families small enough to be recognised.',
    classified: { tier: 3, daysAgo: 170 },
    datasets: [8, 9, 10],
  },
  {
    id: 4,
    project: 3,
    title: 'Waiting and survival',
    purpose: 'Relate waiting times to death within a year of discharge.',
    classified: { tier: 2, daysAgo: 20 },
    datasets: [11, 12],
  },
  {
    id: 5,
    project: 3,
    title: 'Flow through the hospital',
    purpose: 'Follow admissions and medication along the pathway of heart failure patients.',
    opened: { by: katarzyna, daysAgo: 1 },
    datasets: [1, 7],
  },
  {
    id: 6,
    project: 1,
    title: 'Prognosis after discharge',
    purpose: 'Predict death and readmission within a year of discharge from registry follow-up, and publish the coefficients of the model.',
    datasets: [4],
  },
];

export const workspaces: readonly SeedWorkspace[] = [
  { id: 1, name: 'Readmissions', project: 1, workPackage: 1, createdDaysAgo: 210 },
  { id: 2, name: 'Readmissions linked', project: 1, workPackage: 2, createdDaysAgo: 185 },
  { id: 3, name: 'Arrhythmia families', project: 2, workPackage: 3, createdDaysAgo: 165 },
];

/**
 * The yearly course on research data, by days since it was completed; it is valid for a year. Members had one when they asked, too.
 * Omar's has lapsed, so that the gate can be seen.
 */
export const training: readonly { readonly person: SeedPerson; readonly completedDaysAgo: number; readonly confirmedBy: SeedPerson }[] = [
  { person: amara, completedDaysAgo: 90, confirmedBy: jonas },
  { person: ines, completedDaysAgo: 120, confirmedBy: jonas },
  { person: lena, completedDaysAgo: 60, confirmedBy: jonas },
  { person: amara, completedDaysAgo: 450, confirmedBy: jonas },
  { person: ines, completedDaysAgo: 480, confirmedBy: jonas },
  { person: lena, completedDaysAgo: 420, confirmedBy: jonas },
  { person: jonas, completedDaysAgo: 45, confirmedBy: people.ruth },
  { person: mei, completedDaysAgo: 100, confirmedBy: jonas },
  { person: daniel, completedDaysAgo: 30, confirmedBy: jonas },
  { person: samuel, completedDaysAgo: 50, confirmedBy: katarzyna },
  { person: katarzyna, completedDaysAgo: 75, confirmedBy: people.ruth },
  { person: omar, completedDaysAgo: 386, confirmedBy: jonas },
];
export const trainingCourse = 'Research data and confidentiality';
