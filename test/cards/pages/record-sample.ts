import { recordFormat, type ClassificationRecord, type RecordedOpinion } from '../../../services/classification/index.js';
import { controlsOf } from '../../../services/tiers/index.js';
import { amara, ines, jonas, lena, ruth, tom } from '../samples.js';

const hex = (digit: string): string => digit.repeat(64);
const step = (key: string, answer: 'yes' | 'no') => ({ key, answer, version: hex('1'), label: `About ${key}`, text: `Is it so with ${key}, as people said at that time?` });
const opinion = (id: number, person: string, more: Partial<RecordedOpinion> = {}): RecordedOpinion => ({
  id,
  person,
  role: 'representative',
  tier: 2,
  computedTier: 2,
  reason: null,
  path: [step('inputs', 'no'), step('confidence', 'yes')],
  represents: [{ datasetId: 7, principalId: person }],
  flowchartVersion: hex('2'),
  givenAt: '2025-11-20T09:12:00.000Z',
  endedAt: null,
  endedBecause: null,
  counted: true,
  salt: 'a'.repeat(32),
  ...more,
});

/** A record as it looks, with everything in it that a page can show; nothing in it is proved. */
export const sampleRecord: ClassificationRecord = {
  format: recordFormat,
  madeAt: '2025-12-01T10:00:00.000Z',
  madeBy: jonas.id,
  package: { number: 'WP-0003', title: 'Survival models', purpose: 'Fit the model.\n\nCompare it.', tier: 3, preliminaryTier: 2, classifiedAt: '2025-11-27T10:00:00.000Z', successorOf: 'WP-0001' },
  project: { number: 'PR-0001', title: 'Predicting readmission after heart failure' },
  datasets: [
    { id: 7, number: 'DS-0007', name: 'National cardiac registry 2015–2024', provider: 'Northgate', inPackage: true },
    { id: 8, number: 'DS-0008', name: 'Echo reports', provider: 'Northgate', inPackage: false },
  ],
  people: [amara, ines, tom, jonas, lena, ruth].map(({ id, name }) => ({ id, name })),
  flowcharts: [{ version: hex('2'), name: 'turing-tiers', title: 'Tier of a work package', content: '{}' }],
  rounds: [
    {
      id: 4,
      flowchart: 'turing-tiers',
      openedBy: null,
      openedAt: '2025-11-19T09:00:00.000Z',
      endedAt: '2025-11-19T10:00:00.000Z',
      endedBy: tom.id,
      outcome: 'cleared',
      cause: 'dataset-withdrawn',
      opinions: [],
      waysOut: [{ kind: 'withdraw-dataset', state: 'done', takenBy: tom.id, takenAt: '2025-11-19T10:00:00.000Z', datasetId: 8, tier: null, programmeManager: null, investigator: null, takesEffectAt: null, endedAt: '2025-11-19T10:00:00.000Z', endedBecause: null }],
    },
    {
      id: 5,
      flowchart: 'turing-tiers',
      openedBy: jonas.id,
      openedAt: '2025-11-20T09:00:00.000Z',
      endedAt: '2025-11-27T10:00:00.000Z',
      endedBy: 'sweep',
      outcome: 'classified',
      cause: 'proceeded-at-highest',
      opinions: [
        opinion(1, ines.id, { role: 'investigator', represents: [], tier: 3, reason: 'Few patients, and many know each other.' }),
        opinion(2, tom.id, { endedAt: '2025-11-21T09:00:00.000Z', endedBecause: 'replaced', counted: null }),
        opinion(3, tom.id, { path: [step('inputs', 'yes')], tier: 1, computedTier: 1, represents: [{ datasetId: 7, principalId: ruth.id }] }),
        ...[4, 5, 6, 7, 8, 9].map((id) => opinion(id, lena.id, { role: 'referee', represents: [], counted: id !== 9 })),
      ],
      waysOut: [{ kind: 'proceed-at-highest', state: 'done', takenBy: jonas.id, takenAt: '2025-11-22T10:00:00.000Z', datasetId: null, tier: 3, programmeManager: jonas.id, investigator: ines.id, takesEffectAt: '2025-11-27T10:00:00.000Z', endedAt: '2025-11-27T10:00:00.000Z', endedBecause: 'proceeded-at-highest' }],
    },
  ],
  approvals: [
    { subject: lena.id, datasetId: 7, representative: tom.id, principal: ruth.id, request: null, approvedAt: '2025-11-20T10:00:00.000Z', voidedAt: '2025-11-21T10:00:00.000Z' },
    { subject: amara.id, datasetId: 7, representative: tom.id, principal: tom.id, request: 'RQ-0012', approvedAt: '2025-11-20T10:00:00.000Z', voidedAt: null },
  ],
  controls: controlsOf(3),
  provisioned: true,
  audit: {
    entries: [{ seq: 17, prev: hex('3'), hash: hex('4'), entry: `{"seq":17,"at":"2025-11-20T09:12:00.000Z","actor":{"kind":"person","id":"${ines.id}"},"action":"classification.give","outcome":"done","object":{"type":"work-package","id":"WP-0003"}}` }],
    head: { seq: 90, hash: hex('5') },
  },
};
