import { people, type SeedPerson } from './people.js';

export interface SeedProvider {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
}

export const providers = {
  hospital: { id: 1, name: 'Northgate clinical data warehouse', kind: 'hospital' },
  registry: { id: 2, name: 'Regional Cardiac Registry', kind: 'registry' },
  biobank: { id: 3, name: 'Island Biobank', kind: 'biobank' },
} as const satisfies Record<string, SeedProvider>;

/** A catalogue entry of the seeded tenant. Dates are relative to the day of seeding. */
export interface SeedDataset {
  readonly id: number;
  readonly name: string;
  readonly summary: string;
  readonly keywords: readonly string[];
  readonly provider: SeedProvider;
  readonly representative: SeedPerson;
  /** Named by the provider to stand in. */
  readonly deputy?: SeedPerson;
  readonly hidden?: true;
  readonly records: number;
  readonly sizeBytes: number;
  readonly formats: readonly string[];
  readonly covers: string;
  readonly updatedDaysAgo: number;
  readonly agreementMonths: number;
}

const gigabytes = (n: number): number => n * 1_000_000_000;
const { ben, helen, tom } = people;
const { biobank, hospital, registry } = providers;

/** Every dataset is invented, sizes included. */
export const datasets: readonly SeedDataset[] = [
  {
    id: 1,
    name: 'Heart failure admissions',
    summary: 'Emergency and planned admissions with a heart failure diagnosis, with length of stay, ward moves and readmission within 30 and 90 days. De-identified at source.',
    keywords: ['cardiology', 'heart failure', 'admissions', 'readmission', 'length of stay', 'ICD-10'],
    provider: hospital,
    representative: ben,
    records: 48_212,
    sizeBytes: gigabytes(0.6),
    formats: ['parquet', 'csv'],
    covers: 'April 2014 to last month',
    updatedDaysAgo: 12,
    agreementMonths: 18,
  },
  {
    id: 2,
    name: 'Twelve-lead ECG archive',
    summary: 'Resting twelve-lead electrocardiograms with the intervals and statements of the recording machines. No names; the acquisition date is shifted for each patient.',
    keywords: ['cardiology', 'ecg', 'electrocardiogram', 'QT interval', 'waveform'],
    provider: hospital,
    representative: ben,
    records: 391_540,
    sizeBytes: gigabytes(212),
    formats: ['xml', 'parquet'],
    covers: 'January 2011 to last quarter',
    updatedDaysAgo: 40,
    agreementMonths: 24,
  },
  {
    id: 3,
    name: 'Coded discharge diagnoses',
    summary: 'One line for each finished hospital stay: coded diagnoses and procedures, discharge destination, age band. Covers every specialty.',
    keywords: ['discharge', 'diagnoses', 'procedures', 'comorbidity', 'ICD-10', 'OPCS-4'],
    provider: hospital,
    representative: ben,
    records: 1_284_007,
    sizeBytes: gigabytes(3.1),
    formats: ['parquet'],
    covers: 'April 2010 to last month',
    updatedDaysAgo: 9,
    agreementMonths: 15,
  },
  {
    id: 4,
    name: 'Regional heart failure registry',
    summary: 'Patients of nine hospitals with confirmed heart failure: ejection fraction, treatment at discharge, follow-up at one year.',
    keywords: ['cardiology', 'heart failure', 'registry', 'ejection fraction', 'follow-up', 'audit'],
    provider: registry,
    representative: tom,
    records: 27_630,
    sizeBytes: gigabytes(0.4),
    formats: ['csv', 'parquet'],
    covers: '2012 to last year',
    updatedDaysAgo: 75,
    agreementMonths: 12,
  },
  {
    id: 5,
    name: 'Island cardiac biomarkers',
    summary: 'Troponin, NT-proBNP and renal markers of consenting biobank participants, with the time of each sample.',
    keywords: ['biomarkers', 'troponin', 'NT-proBNP', 'blood samples', 'cohort', 'biobank'],
    provider: biobank,
    representative: helen,
    records: 61_908,
    sizeBytes: gigabytes(0.9),
    formats: ['parquet'],
    covers: '2008 to 2023',
    updatedDaysAgo: 160,
    agreementMonths: 10,
  },
  {
    id: 6,
    name: 'Echocardiography measurements',
    summary: 'Structured measurements of transthoracic echocardiograms: chamber sizes, ejection fraction, valve gradients. Images are not part of it.',
    keywords: ['cardiology', 'echocardiography', 'echo', 'ejection fraction', 'valve', 'ultrasound'],
    provider: hospital,
    representative: ben,
    records: 118_355,
    sizeBytes: gigabytes(1.7),
    formats: ['parquet', 'csv'],
    covers: 'June 2013 to last quarter',
    updatedDaysAgo: 33,
    agreementMonths: 21,
  },
  {
    id: 7,
    name: 'Community prescriptions',
    summary: 'Medicines dispensed outside the hospital to its patients: substance, dose, quantity and date, linked by a project pseudonym.',
    keywords: ['prescriptions', 'medication', 'dispensing', 'ATC', 'adherence', 'primary care'],
    provider: hospital,
    representative: ben,
    records: 9_730_114,
    sizeBytes: gigabytes(14),
    formats: ['parquet'],
    covers: 'April 2015 to last month',
    updatedDaysAgo: 6,
    agreementMonths: 14,
  },
  {
    id: 8,
    name: 'Inherited arrhythmia register',
    summary: 'Families with long QT, Brugada and related syndromes: pedigree, presentation, devices and events. Small numbers: people may be recognised.',
    keywords: ['cardiology', 'arrhythmia', 'long QT', 'Brugada', 'family history', 'rare disease'],
    provider: registry,
    representative: tom,
    records: 3_842,
    sizeBytes: gigabytes(0.1),
    formats: ['csv'],
    covers: '1998 to last year',
    updatedDaysAgo: 58,
    agreementMonths: 16,
  },
  {
    id: 9,
    name: 'Ambulatory ECG recordings',
    summary: 'Holter recordings of one to seven days with beat annotations, from the clinics that take part in the registry.',
    keywords: ['cardiology', 'ecg', 'holter', 'ambulatory monitoring', 'rhythm', 'waveform'],
    provider: registry,
    representative: tom,
    records: 12_446,
    sizeBytes: gigabytes(870),
    formats: ['edf', 'parquet'],
    covers: '2009 to last quarter',
    updatedDaysAgo: 44,
    agreementMonths: 16,
  },
  {
    id: 10,
    name: 'Cardiac gene panel variants',
    summary: 'Rare variants in 174 genes of inherited heart disease, with their clinical classification. Sequenced by the biobank for the registry.',
    keywords: ['genomics', 'genetics', 'variants', 'sequencing', 'gene panel', 'channelopathy'],
    provider: registry,
    representative: tom,
    deputy: helen,
    records: 5_210,
    sizeBytes: gigabytes(96),
    formats: ['vcf', 'parquet'],
    covers: '2015 to last year',
    updatedDaysAgo: 91,
    agreementMonths: 13,
  },
  {
    id: 11,
    name: 'Outpatient waiting times of biobank participants',
    summary: 'From referral to first appointment, by specialty and urgency, for participants who agreed to linkage.',
    keywords: ['waiting times', 'referral', 'outpatient', 'patient flow', 'linkage', 'biobank'],
    provider: biobank,
    representative: helen,
    records: 204_377,
    sizeBytes: gigabytes(0.5),
    formats: ['csv'],
    covers: '2016 to last year',
    updatedDaysAgo: 121,
    agreementMonths: 9,
  },
  {
    id: 12,
    name: 'Mortality after discharge',
    summary: 'Date and underlying cause of death within a year of discharge, from the national register. Shown only to those who work with it, as the register demands.',
    keywords: ['mortality', 'death', 'cause of death', 'survival', 'outcome'],
    provider: hospital,
    representative: ben,
    hidden: true,
    records: 88_921,
    sizeBytes: gigabytes(0.2),
    formats: ['parquet'],
    covers: 'April 2010 to last quarter',
    updatedDaysAgo: 28,
    agreementMonths: 6,
  },
];
