import { people, type SeedPerson } from './people.js';

/** An approved request that is active in the seeded tenant: it explains one member of one directory group of `directory.ts`. */
export interface SeedGrant {
  readonly subject: SeedPerson;
  readonly workspace: number;
  /** Absent: membership of the workspace itself. */
  readonly dataset?: number;
  readonly purpose: string;
  readonly askedDaysAgo: number;
  /** Days from the day of seeding to the last day of the access. */
  readonly endsInDays: number;
}

const { amara, ines, lena } = people;

/** Oldest first: they are numbered in this order. */
export const grants: readonly SeedGrant[] = [
  { subject: ines, workspace: 1, purpose: 'Lead the analysis of readmissions.', askedDaysAgo: 208, endsInDays: 150 },
  { subject: lena, workspace: 1, purpose: 'Statistical analysis of readmissions.', askedDaysAgo: 206, endsInDays: 150 },
  { subject: ines, workspace: 1, dataset: 1, purpose: 'Check the cohort definition against the ward’s own records.', askedDaysAgo: 200, endsInDays: 120 },
  { subject: lena, workspace: 1, dataset: 1, purpose: 'Model readmission within 30 and 90 days.', askedDaysAgo: 199, endsInDays: 120 },
  { subject: ines, workspace: 2, purpose: 'Lead the analysis of treatment and outcome.', askedDaysAgo: 183, endsInDays: 170 },
  { subject: amara, workspace: 2, purpose: 'Epidemiology of treatment after discharge.', askedDaysAgo: 180, endsInDays: 170 },
  { subject: lena, workspace: 2, purpose: 'Statistical analysis of adherence and outcome.', askedDaysAgo: 178, endsInDays: 170 },
  { subject: ines, workspace: 2, dataset: 4, purpose: 'Validate ejection fraction against the clinic.', askedDaysAgo: 170, endsInDays: 140 },
  { subject: ines, workspace: 3, purpose: 'Lead the analysis of inherited arrhythmia.', askedDaysAgo: 163, endsInDays: 190 },
  { subject: amara, workspace: 2, dataset: 4, purpose: 'Treatment at discharge by hospital and its relation to readmission.', askedDaysAgo: 160, endsInDays: 140 },
  { subject: lena, workspace: 3, purpose: 'Survival analysis of families with long QT syndrome.', askedDaysAgo: 155, endsInDays: 190 },
  { subject: ines, workspace: 3, dataset: 8, purpose: 'Clinical review of presentations and events.', askedDaysAgo: 150, endsInDays: 160 },
  { subject: lena, workspace: 3, dataset: 8, purpose: 'Time from presentation to first event.', askedDaysAgo: 140, endsInDays: 160 },
  { subject: ines, workspace: 2, dataset: 5, purpose: 'NT-proBNP at discharge as a marker of readmission.', askedDaysAgo: 110, endsInDays: 100 },
  { subject: ines, workspace: 1, dataset: 2, purpose: 'QRS duration as a marker of readmission.', askedDaysAgo: 80, endsInDays: 90 },
  { subject: ines, workspace: 3, dataset: 9, purpose: 'Rhythm before a device discharge.', askedDaysAgo: 70, endsInDays: 110 },
  // Ends soon, so that the notice of 14 days before can be seen.
  { subject: lena, workspace: 2, dataset: 7, purpose: 'Adherence to heart failure treatment after discharge.', askedDaysAgo: 65, endsInDays: 16 },
];
