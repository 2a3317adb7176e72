import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as cards from '../../cards/index.js';
import { checkFlowchart, differencesOf, nextQuestion, packageEvents, questionOf, trace, walk, type Answer, type DraftView, type Flowchart, type Opinion, type PackageView, type Tier } from '../../services/classification/index.js';
import { format, ines, jonas, missing, tom } from './samples.js';

/** Views of classification such as the services make them; `say` may change what people typed in them. */

/** Read at once: a module that waits would be loaded twice by mocha, with everything that it imports. */
function shippedNow(name: string): Flowchart {
  const checked = checkFlowchart(readFileSync(new URL(`../../services/classification/flowcharts/${name}.json`, import.meta.url), 'utf8'));
  assert.ok(checked.ok);
  return checked.flowchart;
}

const flowchart = shippedNow('turing-tiers');
const { version } = flowchart;
const mei = { id: 'a1000000-0000-4000-8000-000000000004', name: 'Mei Tanaka' };
const people = [ines, tom, mei, jonas];
const by = [shippedNow('participant-risk'), flowchart];

type Say = <View>(view: View) => View;

/** The steps that letters such as `NYN` take. */
function stepsOf(letters: string): Opinion['path'] {
  let key = flowchart.start;
  return [...letters].map((letter) => {
    const answer: Answer = letter === 'Y' ? 'yes' : 'no';
    const question = questionOf(flowchart, key);
    const step = { key, answer, version: question.version };
    key = nextQuestion(question, answer) ?? key;
    return step;
  });
}

function draftOf(letters: string, say: Say): DraftView {
  const steps = stepsOf(letters);
  const walked = walk(flowchart, Object.fromEntries(steps.map(({ key, answer }) => [key, answer])));
  const at: DraftView['at'] = 'tier' in walked ? { kind: 'tier', tier: walked.tier } : { kind: 'question', question: questionOf(flowchart, walked.missing), number: steps.length + 1 };
  return { id: 4, version: 2, packageId: 5, classificationId: 3, role: 'investigator', flowchart, steps, at, modifies: false, ...say({ title: 'Flow through the hospital' }) };
}

const question = (letters: string, say: Say, more: Partial<cards.QuestionView> & { readonly modifies?: boolean } = {}): cards.Card => {
  const draft = draftOf(letters, say);
  assert.ok(draft.at.kind === 'question');
  const { modifies = false, ...rest } = more;
  return cards.questionCard({ draft: { ...draft, at: draft.at, modifies }, why: false, ...rest }, format);
};
const verdict = (letters: string, say: Say, more: Partial<cards.VerdictView> & { readonly modifies?: boolean } = {}): cards.Card => {
  const draft = draftOf(letters, say);
  assert.ok(draft.at.kind === 'tier');
  const { modifies = false, ...rest } = more;
  return cards.verdictCard({ draft: { ...draft, at: draft.at, modifies }, ...rest }, format);
};

function opinion(person: { readonly id: string }, role: Opinion['role'], letters: string, raised?: { readonly tier: Tier; readonly reason: string }): Opinion {
  const traced = trace(flowchart, letters);
  assert.ok('tier' in traced);
  return { id: 1, personId: person.id, role, tier: raised?.tier ?? traced.tier, computedTier: traced.tier, reason: raised?.reason ?? null, path: stepsOf(letters), represents: [], flowchartVersion: version, givenAt: new Date('2025-11-20T09:12:00Z') };
}

/** An open package as the Investigator sees it who has not classified yet. */
function packageOf(say: Say, more: Partial<PackageView> = {}): PackageView {
  const named = people.map(({ id, name }) => say({ id, name }));
  return {
    packageId: 5,
    state: 'open',
    tier: null,
    preliminaryTier: 2,
    successorOf: null,
    floor: null,
    classificationId: 3,
    version: 2,
    flowchart: 'turing-tiers',
    sight: 'blind',
    progress: { given: 1, asked: 3 },
    missing: [{ rule: 2, needs: 'investigator' }, { rule: 3, needs: 'representative', datasetId: 4, principalId: tom.id }, { needs: 'perhaps-further-review' }],
    refereeProposed: true,
    own: undefined,
    others: [],
    differences: [],
    settlement: undefined,
    proceeding: undefined,
    allowed: ['answer', 'give'],
    viewerId: ines.id,
    asked: [{ personId: ines.id, role: 'investigator', given: false }, { personId: tom.id, role: 'representative', given: false }, { personId: mei.id, role: 'referee', given: true }],
    classifiesAs: 'investigator',
    barredBy: undefined,
    represents: [],
    approvable: [],
    mayPlan: false,
    drafted: false,
    suspendedBecause: null,
    withdrawals: [],
    successors: [],
    stoppedBy: [],
    tierFour: [],
    dueAt: new Date('2025-12-04T09:12:00Z'),
    nudgedAt: null,
    ...say({
      title: 'Flow through the hospital',
      purpose: 'Follow admissions and medication along the pathway of heart failure patients.',
      project: { id: 3, title: 'Waiting times and patient flow' },
      datasets: [{ id: 1, name: 'Heart failure admissions' }, { id: 4, name: 'Regional heart failure registry' }],
    }),
    names: new Map(named.map(({ id, name }) => [id, name])),
    ...more,
  };
}

const given = [opinion(ines, 'investigator', 'NNNY'), opinion(tom, 'representative', 'NYNYNYYY'), opinion(mei, 'referee', 'NYNYNYYY', { tier: 3, reason: 'Small groups of patients of nine hospitals.' })] as const;

/** All are in, and differ; the Investigator looks. */
function conflictOf(say: Say, more: Partial<PackageView> = {}): PackageView {
  const opinions = given.map((one) => say(one));
  const [own, ...others] = opinions;
  return packageOf(say, {
    sight: 'sighted',
    progress: { given: 3, asked: 3 },
    missing: [],
    own,
    others,
    differences: differencesOf(opinions, new Map([[version, flowchart]])),
    settlement: { kind: 'conflict', highest: 3 },
    allowed: ['answer', 'give', 'reconsider', 'proceed'],
    asked: packageOf(say).asked.map((one) => ({ ...one, given: true })),
    ...more,
  });
}

const proceeding = { id: 1, state: 'proposed', tier: 3, programmeManagerId: null, investigatorId: ines.id, takesEffectAt: null } as const;

export const classificationDeck = (say: Say): Readonly<Record<string, () => cards.Card>> => {
  const card = (view: PackageView): cards.Card => cards.packageCard(view, by, format);
  return {
    'question-first': () => question('', say),
    'question-far': () => question('NYNYN', say, { why: true, note: 'question-changed', modifies: true }),
    'question-last': () => question('NYNN', say),
    verdict: () => verdict('NYNYNYYY', say),
    'verdict-note': () => verdict('NNNN', say, { note: 'not-higher', modifies: true }),
    'verdict-tier-4': () => verdict('YY', say),
    'package-new': () => card(packageOf(say, { state: 'new', classificationId: undefined, version: undefined, progress: undefined, missing: [], asked: [], sight: 'sighted', allowed: ['open', 'record-preliminary-tier'], mayPlan: true, classifiesAs: undefined, dueAt: null })),
    'package-asked': () => card(packageOf(say)),
    'package-begun': () => card(packageOf(say, { drafted: true, approvable: [mei.id], represents: [{ id: 4, name: 'Regional heart failure registry' }], allowed: ['answer', 'give', 'approve-person', 'withdraw-dataset'] })),
    'package-barred': () => card(packageOf(say, { sight: 'onlooker', progress: undefined, missing: [], asked: [], classifiesAs: undefined, barredBy: 'saw-opinions', allowed: [] })),
    'package-manager': () => card(packageOf(say, { sight: 'manager', viewerId: jonas.id, classifiesAs: undefined, allowed: ['clear', 'nudge', 'record-preliminary-tier'] })),
    'package-given': () => card(packageOf(say, { sight: 'sighted', own: say(given[0]), settlement: { kind: 'incomplete', missing: [] }, missing: [{ rule: 4, needs: 'referee' }, { rule: 5, needs: 'referee-approval', datasetId: 4, principalId: tom.id }] })),
    'package-onlooker': () => card(packageOf(say, { sight: 'onlooker', progress: undefined, missing: [], asked: [], allowed: [], successorOf: 3, floor: 2 })),
    'package-conflict': () => card(conflictOf(say)),
    'package-conflict-manager': () => card(conflictOf(say, { own: undefined, others: given.map((one) => say(one)), viewerId: jonas.id, allowed: ['close', 'clear', 'proceed', 'nudge'] })),
    'package-raised': () => card(conflictOf(say, { differences: [] })),
    'package-proposed': () => card(conflictOf(say, { proceeding })),
    'package-proceeding': () => card(conflictOf(say, { proceeding: { ...proceeding, state: 'waiting', programmeManagerId: jonas.id, takesEffectAt: new Date('2025-11-28T10:00:00Z') }, allowed: ['answer', 'withdraw-dataset'], represents: [{ id: 4, name: 'Regional heart failure registry' }] })),
    'package-agreed': () => card(conflictOf(say, { differences: [], settlement: { kind: 'agreed', tier: 2 }, allowed: ['close', 'clear'] })),
    'package-classified': () => card(packageOf(say, { state: 'classified', tier: 2, sight: 'sighted', progress: undefined, missing: [], asked: [], allowed: [] })),
    'package-classified-tier-4': () => card(packageOf(say, { state: 'classified', tier: 4, sight: 'sighted', progress: undefined, missing: [], asked: [], allowed: ['record-tier-four'], tierFour: [{ personId: tom.id, role: 'representative', outcome: 'return' }, { personId: null, role: 'programme-manager', outcome: null }] })),
    'package-not-started': () => card(packageOf(say, { state: 'new', progress: undefined, missing: [], asked: [], allowed: ['open'], mayPlan: true, viewerId: jonas.id, stoppedBy: [missing('ethics', [jonas]), missing('website-terms', [jonas])] })),
    'package-suspended': () => card(packageOf(say, { state: 'classified', tier: 2, sight: 'sighted', progress: undefined, missing: [], asked: [], allowed: ['withdraw-from-classified'], represents: [{ id: 4, name: 'Regional heart failure registry' }], suspendedBecause: 'dataset-withdrawn', successors: [7], withdrawals: [{ dataset: { id: 6, name: 'Ward sensors' }, by: mei.id, at: new Date('2025-11-20T09:27:00Z') }] })),
    'package-suspended-by-part': () => card(packageOf(say, { state: 'classified', tier: 1, sight: 'sighted', progress: undefined, missing: [], asked: [], allowed: [], suspendedBecause: 'part-above', successors: [8] })),
    'record-link': () => cards.recordLinkCard({ packageId: 5, page: 'https://lockkeeper.example/pages/classification/x', data: 'https://lockkeeper.example/pages/classification-data/x', expiresAt: new Date('2025-11-20T09:27:00Z') }, format),
    'package-list': () =>
      cards.packageListCard(
        say({
          items: [
            { id: 5, title: 'Flow through the hospital', state: 'open', tier: null, suspended: false, successors: [], project: { id: 3, title: 'Waiting times and patient flow' }, asked: true },
            { id: 3, title: 'Families, rhythm and genes', state: 'classified', tier: 3, suspended: false, successors: [], project: { id: 2, title: 'Inherited arrhythmia' }, asked: false },
            { id: 2, title: 'Rhythm in the night', state: 'classified', tier: 2, suspended: true, successors: [7], project: { id: 2, title: 'Inherited arrhythmia' }, asked: false },
          ],
          page: 1,
          pages: 2,
          total: 9,
        }),
        format,
      ),
    'package-list-empty': () => cards.packageListCard({ items: [], page: 1, pages: 1, total: 0 }, format),
    ...Object.fromEntries(
      packageEvents.filter((event) => !cards.isShownByCard(event)).map((event) => [
        `told-package-${event}`,
        () => cards.toldPackageCard({ event, package: event === 'classified' ? packageOf(say, { state: 'classified', tier: 2, allowed: [] }) : packageOf(say), ...say({ actor: tom.name }) }, format),
      ]),
    ),
  };
};
