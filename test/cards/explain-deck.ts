import * as cards from '../../cards/index.js';
import type { ExplainedOpinion, ExplainedRound, Explanation, Tier } from '../../services/classification/index.js';
import { controlsOf } from '../../services/tiers/index.js';
import { amara, format, ines, jonas, lena, ruth, tom } from './samples.js';

type Say = <View>(view: View) => View;

const answered = ['yes', 'no', 'no', 'yes', 'yes', 'no', 'yes', 'no', 'yes'] as const;
const labels = ['New personal data', 'Personal data among the inputs', 'Open to everybody', 'Pseudonymised', 'No doubt at all', 'Little doubt', 'Confidential information', 'A leak would do little harm', 'Well-resourced attackers'];
/** The way through the flowchart that begins with `turn` other answers. */
const stepsOf = (turn: number): ExplainedOpinion['steps'] => labels.map((label, place) => ({ key: `q${String(place)}`, label, text: `Is it ${label}?`, answer: place < turn ? (answered[place] === 'yes' ? 'no' : 'yes') : (answered[place] ?? 'no') }));

const opinion = (id: number, person: ExplainedOpinion['person'], tier: Tier, more: Partial<ExplainedOpinion> = {}): ExplainedOpinion => ({
  id,
  person,
  role: 'representative',
  tier,
  computedTier: tier,
  reason: null,
  steps: stepsOf(0),
  represents: [],
  givenAt: new Date('2025-11-20T09:12:00Z'),
  endedAt: null,
  endedBecause: null,
  ...more,
});

const given: readonly ExplainedOpinion[] = [
  opinion(1, ines, 2, { role: 'investigator', endedAt: new Date('2025-11-21T09:00:00Z'), endedBecause: 'replaced', steps: stepsOf(2) }),
  opinion(2, tom, 3),
  opinion(3, lena, 3, { role: 'referee', computedTier: 2, reason: 'Few patients, and many of them know each other.', steps: stepsOf(1) }),
  opinion(4, ines, 3, { role: 'investigator' }),
];

const round: ExplainedRound = {
  id: 5,
  flowchart: 'Tier of a work package',
  openedBy: jonas,
  openedAt: new Date('2025-11-19T09:00:00Z'),
  endedAt: new Date('2025-11-24T09:00:00Z'),
  endedBy: jonas,
  outcome: 'classified',
  cause: 'agreed',
  told: 'all',
  opinions: given,
  waysOut: [{ kind: 'modify', state: 'done', takenBy: ines, takenAt: new Date('2025-11-21T09:00:00Z'), dataset: null, tier: null, programmeManager: null, investigator: null, takesEffectAt: null }],
};
const cleared: ExplainedRound = { ...round, id: 4, outcome: 'cleared', cause: 'dataset-withdrawn', opinions: [opinion(9, tom, 1, { endedBecause: 'cleared' })], waysOut: [] };
const open: ExplainedRound = { ...round, endedAt: null, endedBy: null, outcome: null, cause: null, told: 'own', opinions: [], waysOut: [] };

const explanation: Explanation = {
  packageId: 5,
  title: 'Flow through the hospital',
  project: { id: 3, title: 'Waiting times and patient flow' },
  state: 'classified',
  tier: 3,
  preliminaryTier: 2,
  classifiedAt: new Date('2025-11-24T09:00:00Z'),
  successorOf: 2,
  datasets: [{ id: 1, name: 'Heart failure admissions' }, { id: 4, name: 'Regional heart failure registry' }],
  sight: 'sighted',
  progress: undefined,
  rounds: [cleared, round],
  controls: controlsOf(3),
  recordAllowed: true,
};
const whileOpen: Explanation = { ...explanation, state: 'open', tier: null, classifiedAt: null, controls: null, recordAllowed: false, sight: 'blind', progress: { given: 2, asked: 4 }, rounds: [{ ...cleared, told: 'own', cause: null, opinions: [] }, open] };

/** Twelve people who each went another way. */
const crowded: Explanation = { ...explanation, rounds: [cleared, cleared, cleared, { ...round, opinions: Array.from({ length: 12 }, (_, place) => opinion(20 + place, { id: `p${String(place)}`, name: `${amara.name} ${String(place)}` }, 3, { computedTier: 2, reason: 'Few patients, and many of them know each other.', steps: stepsOf(place % 10) })) }] };

export const explainDeck = (say: Say): Readonly<Record<string, () => cards.Card>> => {
  const card = (view: Explanation): cards.Card => cards.explainCard(say(view), format, ruth.id);
  return {
    explain: () => card(explanation),
    'explain-crowded': () => card(crowded),
    'explain-tier-4': () => card({ ...explanation, tier: 4, controls: controlsOf(4), rounds: [{ ...round, cause: 'proceeded-at-highest', endedBy: { id: 'sweep', name: '' } }] }),
    'explain-unrecorded': () => card({ ...explanation, rounds: [], recordAllowed: false, datasets: [] }),
    'explain-blind': () => card(whileOpen),
    'explain-manager': () => card({ ...whileOpen, sight: 'manager' }),
    'explain-onlooker': () => card({ ...whileOpen, sight: 'onlooker', progress: undefined }),
    'explain-new': () => card({ ...whileOpen, state: 'new', sight: 'sighted', progress: undefined, rounds: [cleared] }),
  };
};
