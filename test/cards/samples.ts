import type { DatasetUse, DatasetView } from '../../services/catalogue/index.js';
import type { RecordKind, RecordObject } from '../../services/records/index.js';
import type { MissingView, RequestLine, RequestView } from '../../services/requests/index.js';
import type { DialogPlace, Format } from '../../cards/index.js';

/** Views such as the services make them, for the tests and the gallery. */

export const format: Format = { language: 'en', timeZone: 'Europe/Amsterdam' };

export const amara = { id: 'a1000000-0000-4000-8000-000000000001', name: 'Amara Okafor' };
export const ines = { id: 'a1000000-0000-4000-8000-000000000002', name: 'Ines Carvalho' };
export const tom = { id: 'a1000000-0000-4000-8000-000000000003', name: 'Tom Lindqvist' };
export const jonas = { id: 'a1000000-0000-4000-8000-000000000006', name: 'Jonas Weber' };
export const lena = { id: 'a1000000-0000-4000-8000-000000000012', name: 'Lena Fischer' };
/** Sees the requests of others and has no part in them. */
export const ruth = { id: 'a1000000-0000-4000-8000-000000000009', name: 'Ruth Adeyemi' };

/** What a record that is missing is about, here. */
const aboutOf: Readonly<Record<RecordKind, RecordObject>> = {
  training: { kind: 'person', personId: amara.id },
  agreement: { kind: 'dataset-in-project', datasetId: 5, projectId: 1 },
  authority: { kind: 'dataset', datasetId: 5 },
  'lawful-basis': { kind: 'package', packageId: 3 },
  dpia: { kind: 'package', packageId: 3 },
  ethics: { kind: 'project', projectId: 1 },
  'website-terms': { kind: 'project', projectId: 1 },
};
/** Not on record, with who can put it there. */
export const missing = (gate: RecordKind, filers: MissingView['filers']): MissingView => ({ gate, object: aboutOf[gate], filers, waits: false });

const purpose =
  'Fit the survival model of work package 2 to the registry’s follow-up data, and compare it with the published one.\n' +
  'Only the fields “event_date”, “nyha_class” and “ejection_fraction” are needed; nothing leaves the workspace but the model’s coefficients.';

export const line: RequestLine = {
  id: 12,
  type: 'data-access',
  state: 'in-review',
  requester: amara,
  subject: amara,
  workspace: { id: 2, name: 'Heart failure, analysis' },
  dataset: { id: 7, name: 'National cardiac registry 2015–2024' },
  tier: 3,
  createdAt: new Date('2025-11-20T09:12:00Z'),
  dueAt: new Date('2025-11-27T16:00:00Z'),
  untilOn: '2026-02-28',
  waitingFor: [tom],
};

export const request: RequestView = {
  ...line,
  version: 1,
  purpose,
  project: { id: 1, title: 'Predicting readmission after heart failure' },
  workPackage: { id: 3, title: 'Survival models' },
  gate: null,
  missing: [],
  cause: null,
  failure: null,
  endsAt: new Date('2026-02-28T23:00:00Z'),
  stage: 1,
  stages: 2,
  seats: [
    { stage: 0, role: 'investigator', state: 'filled', holders: [ines] },
    { stage: 1, role: 'representative', state: 'pending', holders: [tom] },
  ],
  votes: [{ person: ines, seatRole: 'investigator', answer: 'approve', comment: 'Needed for deliverable 2.1; the fields are the ones agreed.', at: new Date('2025-11-21T08:30:00Z') }],
  grantor: null,
  outer: null,
  inner: [],
  related: [
    { ...line, id: 9, state: 'ended', createdAt: new Date('2025-05-02T10:00:00Z'), untilOn: '2025-08-31', waitingFor: [] },
    { ...line, id: 4, state: 'denied', createdAt: new Date('2025-03-11T10:00:00Z'), untilOn: '2025-06-30', waitingFor: [] },
  ],
  allowed: [],
};

export const use: DatasetUse = {
  project: request.project,
  workPackage: { id: 3, title: 'Survival models', state: 'classified', tier: 3 },
  workspace: { id: 2, name: 'Heart failure, analysis' },
  myAccess: null,
  member: true,
  mayAsk: true,
  decides: [
    { role: 'investigator', names: ['Ines Carvalho'] },
    { role: 'representative', names: ['Tom Lindqvist'] },
  ],
};

export const dataset: DatasetView = {
  id: 7,
  name: 'National cardiac registry 2015–2024',
  summary: 'Admissions, procedures and two-year follow-up of patients with heart failure from 41 hospitals, one row for each admission.',
  provider: 'Cardiac Registry Foundation',
  keywords: ['cardiology', 'heart failure', 'registry', 'follow-up'],
  hidden: false,
  region: 'Netherlands',
  records: 812_344,
  sizeBytes: 6_420_000_000,
  formats: ['Parquet', 'CSV'],
  covers: 'January 2015 to December 2024',
  updatedOn: '2025-09-01',
  agreements: [{ projectId: 1, endsOn: '2027-12-31' }, { projectId: 2, endsOn: null }],
  representatives: [tom],
  uses: [
    use,
    {
      ...use,
      workPackage: { id: 5, title: 'Synthetic cohort', state: 'classified', tier: 1 },
      workspace: { id: 4, name: 'Synthetic cohort' },
      member: false,
      myAccess: { requestId: 15, state: 'active', untilOn: '2026-03-31' },
      decides: [{ role: 'investigator', names: ['Ines Carvalho'] }],
    },
    { ...use, workPackage: { id: 6, title: 'Wearables', state: 'open', tier: null }, workspace: null, mayAsk: false, decides: [] },
  ],
  hasProject: false,
  askAbout: ['Ruth Adeyemi', 'David Kerr'],
};

export const place: DialogPlace = { dialog: 'ask', instance: '0b9b8d5e-3f0c-4f3a-9a51-2f1f6a1d7c11', stepNumber: 2, steps: 4 };
