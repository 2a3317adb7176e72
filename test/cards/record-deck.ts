import * as cards from '../../cards/index.js';
import type { GateStanding, LapseView, RecordView } from '../../services/records/index.js';
import { amara, format, ines, jonas } from './samples.js';

const dataset = { kind: 'dataset', datasetId: 5 } as const;
const use = { kind: 'dataset-in-project', datasetId: 5, projectId: 1 } as const;
const workPackage = { kind: 'package', packageId: 3 } as const;
const project = { kind: 'project', projectId: 1 } as const;
const person = { kind: 'person', personId: amara.id } as const;

const training: RecordView = {
  id: 9,
  kind: 'training',
  state: 'proposed',
  object: person,
  about: amara.name,
  filedBy: amara,
  filedAt: new Date('2025-11-20T09:12:00Z'),
  decidedBy: null,
  startsOn: '2025-11-18',
  endsOn: '2026-11-18',
  said: { course: 'Handling research data', completedOn: '2025-11-18', evidence: 'Certificate 4711, in the learning portal under my name' },
  documentId: null,
  mayConfirm: true,
  links: [],
};
const agreement: RecordView = { ...training, id: 12, kind: 'agreement', object: use, about: 'DS-0005 Cardiac registry', filedBy: jonas, startsOn: '2025-12-01', endsOn: '2027-11-30', said: {}, mayConfirm: false, links: ['print', 'hand-in'] };
const basis: RecordView = { ...training, id: 13, kind: 'lawful-basis', object: workPackage, about: 'WP-0003 Readmission', filedBy: jonas, endsOn: null, said: { sharing: 'Public task of the registry', use: 'Research in the public interest', consent: 'was-not-the-basis' } };

const gate = (standing: Pick<GateStanding, 'gate' | 'object' | 'about' | 'state'> & Partial<GateStanding>): GateStanding => ({ blocks: 'deposit', startsOn: null, endsOn: null, recordId: null, proposed: null, mayFile: false, ...standing });
const waiting = { recordId: 12, byName: jonas.name, at: new Date('2025-11-20T09:12:00Z'), mayConfirm: false };
const gates: readonly GateStanding[] = [
  gate({ gate: 'ethics', object: project, about: 'PR-0001 Outcomes after discharge', state: 'in-force', startsOn: '2025-10-01', endsOn: '2026-10-01', mayFile: true, recordId: 4 }),
  gate({ gate: 'website-terms', object: project, about: 'PR-0001 Outcomes after discharge', state: 'missing', mayFile: true }),
  gate({ gate: 'lawful-basis', object: workPackage, about: 'WP-0003 Readmission', state: 'waiting', proposed: { ...waiting, recordId: 13, mayConfirm: true }, mayFile: true }),
  gate({ gate: 'dpia', object: workPackage, about: 'WP-0003 Readmission', state: 'missing', mayFile: true }),
  gate({ gate: 'dpia', object: { kind: 'package', packageId: 4 }, about: 'WP-0004 Traffic', state: 'not-needed', mayFile: true }),
  gate({ gate: 'agreement', object: use, about: 'DS-0005 Cardiac registry', state: 'waiting', endsOn: '2026-01-31', proposed: waiting, mayFile: true }),
  gate({ gate: 'authority', object: dataset, about: 'DS-0005 Cardiac registry', state: 'later', startsOn: '2025-12-01' }),
  gate({ gate: 'agreement', object: { ...use, datasetId: 6 }, about: 'DS-0006 Pathology', state: 'missing', endsOn: '2026-01-31', mayFile: true }),
  gate({ gate: 'training', object: person, about: amara.name, state: 'lapsed', startsOn: '2024-11-01', endsOn: '2025-11-01' }),
];
const lapse: LapseView = { kind: 'training', object: person, about: amara.name, endsOn: '2025-12-20', days: 30, own: true, mayFile: true };

/** The cards of what the gates ask to be on record. */
export const recordDeck = (say: <View>(view: View) => View): Readonly<Record<string, () => cards.Card>> => ({
  'record-training': () => cards.recordCard(say(training), format),
  'record-training-confirmed': () => cards.recordCard(say({ ...training, state: 'confirmed', decidedBy: jonas.name, mayConfirm: false }), format),
  'record-agreement': () => cards.recordCard(say(agreement), format),
  'record-agreement-signed': () => cards.recordCard(say({ ...agreement, state: 'confirmed', decidedBy: jonas.name, documentId: 2, links: ['open'] }), format),
  'record-lawful-basis': () => cards.recordCard(say(basis), format),
  'record-lapsed': () => cards.recordCard(say({ ...agreement, state: 'lapsed', links: ['open'] }), format),
  'record-superseded': () => cards.recordCard(say({ ...basis, state: 'superseded', mayConfirm: false }), format),
  'record-declined': () => cards.recordCard(say({ ...training, state: 'declined', mayConfirm: false, decidedBy: ines.name }), format),
  gates: () => cards.gatesCard(say({ object: project, name: 'PR-0001 Outcomes after discharge', gates }), format),
  'gates-complete': () => cards.gatesCard(say({ object: project, name: 'PR-0001 Outcomes after discharge', gates: gates.slice(0, 1) }), format),
  ...Object.fromEntries((['confirmed', 'declined', 'signed'] as const).map((event) => [`told-record-${event}`, () => cards.toldRecordCard(say({ event, record: event === 'signed' ? agreement : training, actor: jonas.name, ...(event === 'declined' ? { comment: 'The certificate is for another course.' } : {}) }), format)])),
  'lapse-own': () => cards.lapseCard(say(lapse), format),
  'lapse-training': () => cards.lapseCard(say({ ...lapse, own: false, mayFile: false, days: 0 }), format),
  'lapse-agreement': () => cards.lapseCard(say({ ...lapse, kind: 'agreement', object: use, about: 'DS-0005 Cardiac registry', own: false }), format),
  'lapse-ethics': () => cards.lapseCard(say({ ...lapse, kind: 'ethics', object: project, about: 'PR-0001 Outcomes after discharge', own: false, days: 0 }), format),
  ...Object.fromEntries(cards.agreementLinks.map((link) => [`link-${link}`, () => cards.linkCard(say({ link, about: 'DS-0005 Cardiac registry', url: 'https://lockkeeper.example/pages/agreement/abc', expiresAt: new Date('2025-11-20T09:27:00Z') }), format)])),
});
