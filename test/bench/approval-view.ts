import type { Format } from '../../cards/index.js';
import type { RequestView } from '../../services/requests/index.js';

const amara = { id: 'a0000000-0000-4000-8000-000000000001', name: 'Amara Osei' };
const ines = { id: 'a0000000-0000-4000-8000-000000000002', name: 'Ines Duarte' };
const tom = { id: 'a0000000-0000-4000-8000-000000000003', name: 'Tom Whitfield' };

/** The Representative, who decides. */
export const approvalViewerId = tom.id;

export const approvalFormat: Format = { language: 'en', timeZone: 'Europe/London' };

const line = {
  id: 41,
  type: 'data-access',
  state: 'in-review',
  requester: amara,
  subject: amara,
  workspace: { id: 3, name: 'Readmission after discharge' },
  dataset: { id: 5, name: 'Hospital admissions 2015 to 2025' },
  tier: 3,
  createdAt: new Date('2026-11-20T09:12:00Z'),
  dueAt: new Date('2026-11-27T09:12:00Z'),
  untilOn: '2027-02-20',
  waitingFor: [tom],
} as const;

/** A request in its second stage, as its Representative sees it: a vote, seats of two stages and two earlier requests. */
export const approvalView: RequestView = {
  ...line,
  version: 2,
  purpose: 'To study readmission within thirty days after discharge.\nWe need admissions, discharges and their dates, without names.',
  project: { id: 2, title: 'Outcomes after discharge' },
  workPackage: { id: 4, title: 'Admissions and outcomes' },
  gate: null,
  missing: [],
  cause: null,
  failure: null,
  endsAt: new Date('2027-02-21T00:00:00Z'),
  stage: 1,
  stages: 2,
  seats: [
    { stage: 0, role: 'investigator', state: 'filled', holders: [ines] },
    { stage: 1, role: 'representative', state: 'pending', holders: [tom] },
  ],
  votes: [
    { person: ines, seatRole: 'investigator', answer: 'return', comment: 'Please say for which years.', at: new Date('2026-11-18T15:00:00Z') },
    { person: ines, seatRole: 'investigator', answer: 'approve', comment: '', at: new Date('2026-11-20T10:00:00Z') },
  ],
  grantor: null,
  outer: null,
  inner: [],
  related: [
    { ...line, id: 12, state: 'ended', createdAt: new Date('2025-11-20T09:00:00Z'), untilOn: '2026-02-20' },
    { ...line, id: 7, state: 'withdrawn', createdAt: new Date('2025-06-02T09:00:00Z'), untilOn: '2025-09-02' },
  ],
  allowed: ['approve', 'return', 'deny'],
};
