import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longest, parseCardAction, verbs, type Verb } from '../../cards/index.js';

const instance = '0b9b8d5e-3f0c-4f3a-9a51-2f1f6a1d7c11';
const target = { requestId: 12, version: 1 };
const round = { classificationId: 3 };
const draft = { draftId: 4, version: 2 };
const step = { dialog: 'ask', instance, step: 'terms' };

/** The least that each verb needs. */
const least: Readonly<Record<Verb, object>> = {
  'request.approve': target,
  'request.deny': { ...target, comment: 'no' },
  'request.return': { ...target, comment: 'change' },
  'request.revoke': { ...target, comment: 'over' },
  'request.withdraw': target,
  'request.leave': target,
  'request.retry': target,
  'request.abandon': target,
  'request.accept-commitments': target,
  'request.resubmit': target,
  'request.sign-in': target,
  'request.show': { requestId: 12 },
  'request.history': { requestId: 12 },
  'requests.list': { page: 1 },
  'approvals.list': { page: 1 },
  'dataset.show': { datasetId: 7 },
  'datasets.list': { page: 1 },
  'ask.start': {},
  'project.show': { projectId: 1 },
  'people.show': { projectId: 1 },
  'referees.show': { projectId: 1 },
  'projects.list': { page: 1 },
  'portfolio.show': { page: 1 },
  'my-datasets.show': { page: 1 },
  'form.start': { form: 'create-project' },
  'help.show': {},
  'package.show': { packageId: 5 },
  'package.explain': { packageId: 5 },
  'package.record': { packageId: 5 },
  'packages.list': { page: 1 },
  'classification.preliminary': { packageId: 5, tier: '2' },
  'classification.open': { packageId: 5, flowchart: 'turing-tiers' },
  'classification.approve': { packageId: 5, person: instance },
  'classification.begin': round,
  'classification.nudge': round,
  'classification.clear': round,
  'classification.close': { ...round, version: 3 },
  'classification.reconsider': round,
  'classification.proceed': { ...round, version: 3 },
  'classification.withdraw': { ...round, datasetId: 7 },
  'package.withdraw': { packageId: 5, datasetId: 7 },
  'package.tier-four': { packageId: 5, outcome: 'return' },
  'flowchart.answer': { ...draft, question: 'open_generate_new', answer: 'yes' },
  'flowchart.back': draft,
  'flowchart.restart': draft,
  'flowchart.leave': draft,
  'flowchart.abandon': draft,
  'flowchart.give': draft,
  'flowchart.raise': { ...draft, tier: '3', reason: 'A small family.' },
  'gates.show': {},
  'record.show': { recordId: 9 },
  'record.confirm': { recordId: 9 },
  'record.decline': { recordId: 9, comment: 'no' },
  'record.link': { recordId: 9, link: 'print' },
  'workspaces.list': { page: 1 },
  'workspace.show': { workspaceId: 2 },
  'workspace.choose-package': {},
  'machine.start': { workspaceId: 2, machine: '1' },
  'machine.stop': { workspaceId: 2, machine: '1' },
  'machine.connect': { workspaceId: 2, machine: '1' },
  'dialog.next': step,
  'dialog.back': step,
  'dialog.cancel': step,
};
const execute = (verb: string, data: object, more: object = {}): unknown => ({ action: { type: 'Action.Execute', verb, data: { verb, ...data } }, ...more });

describe('what a card sends', () => {
  for (const verb of verbs) {
    it(`${verb} is read from an Execute and from a Submit alike`, () => {
      const executed = parseCardAction(execute(verb, least[verb]));
      assert.ok(executed.ok);
      assert.equal(executed.action.verb, verb);
      assert.deepEqual(parseCardAction({ verb, ...least[verb] }), executed);
      assert.deepEqual(parseCardAction({ verb, ...least[verb], msteams: { type: 'task/submit' } }), executed);
    });

    it(`${verb} is refused with anything that it does not name`, () => {
      assert.deepEqual(parseCardAction({ verb, ...least[verb], approver: 'me' }), { ok: false, fault: 'invalid-input', verb });
    });

    it(`${verb} is refused without what it needs`, () => {
      for (const key of Object.keys(least[verb]).filter((name) => name !== 'comment')) {
        const { [key]: _left, ...rest } = { verb, ...least[verb] } as Record<string, unknown>;
        assert.equal(parseCardAction(rest).ok, false, key);
      }
    });
  }

  it('takes the inputs of a form by their names, at most twenty of at most 2,000 characters, beside nothing else', () => {
    const many = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, at) => [`field-${String.fromCharCode(97 + at)}`, 'x']));
    const answered = parseCardAction({ verb: 'dialog.next', ...step, dialog: 'form', 'field-last-day': 'tomorrow', 'field-name': '' });
    assert.deepEqual(answered.ok && 'fields' in answered.action && answered.action.fields, { 'field-last-day': 'tomorrow', 'field-name': '' });
    assert.equal(parseCardAction({ verb: 'dialog.next', ...step, ...many(20) }).ok, true);
    const refused = [many(21), { 'field-A': 'x' }, { 'field-': 'x' }, { [`field-${'a'.repeat(33)}`]: 'x' }, { 'field-a': 1 }, { 'field-a': { b: 'c' } }, { 'field-a': 'x'.repeat(2_001) }, { fields: { 'field-a': 'x' } }];
    for (const inputs of refused) assert.equal(parseCardAction({ verb: 'dialog.next', ...step, ...inputs }).ok, false, JSON.stringify(inputs).slice(0, 80));
    assert.equal(parseCardAction({ verb: 'help.show', 'field-a': 'x' }).ok, false, 'only a dialog has inputs of that kind');
  });

  it('takes positive 32-bit integers as ids and versions, and nothing else', () => {
    for (const wrong of [0, -1, 1.5, 2_147_483_648, '12', null, NaN, [12], { $gt: 0 }]) assert.equal(parseCardAction({ verb: 'request.show', requestId: wrong }).ok, false, String(wrong));
    assert.equal(parseCardAction({ verb: 'request.show', requestId: 2_147_483_647 }).ok, true);
  });

  it('needs a reason for no, for sending back and for revoking, and says so', () => {
    for (const verb of ['request.deny', 'request.return', 'request.revoke']) {
      for (const comment of [undefined, '', '   \n']) assert.deepEqual(parseCardAction({ verb, ...target, ...(comment === undefined ? {} : { comment }) }), { ok: false, fault: 'comment-needed', verb });
    }
    assert.equal(parseCardAction({ verb: 'request.approve', ...target, comment: '' }).ok, true);
  });

  it('refuses texts longer than their field, and says so', () => {
    const long = 'a'.repeat(longest.comment + 1);
    assert.deepEqual(parseCardAction({ verb: 'request.deny', ...target, comment: long }), { ok: false, fault: 'too-long', verb: 'request.deny' });
    assert.deepEqual(parseCardAction({ verb: 'dialog.next', ...step, purpose: long }), { ok: false, fault: 'too-long', verb: 'dialog.next' });
    assert.equal(parseCardAction({ verb: 'request.deny', ...target, comment: 'a'.repeat(longest.comment) }).ok, true);
  });

  it('refuses an activity whose verb and data disagree', () => {
    assert.equal(parseCardAction({ action: { type: 'Action.Execute', verb: 'request.show', data: { verb: 'request.approve', ...target } } }).ok, false);
  });

  it('takes the verb from the action where the data has none', () => {
    assert.equal(parseCardAction({ action: { type: 'Action.Execute', verb: 'help.show', data: {} } }).ok, true);
    assert.equal(parseCardAction({ action: { type: 'Action.Execute', verb: 'help.show' } }).ok, true);
  });

  it('marks what a card does by itself', () => {
    const automatic = parseCardAction(execute('request.show', { requestId: 12 }, { trigger: 'automatic' }));
    assert.ok(automatic.ok && automatic.automatic);
    const manual = parseCardAction(execute('request.show', { requestId: 12 }, { trigger: 'manual' }));
    assert.ok(manual.ok && !manual.automatic);
  });

  it('carries the inputs of a dialog step, toggles included', () => {
    const parsed = parseCardAction({ verb: 'dialog.next', ...step, choice: '7', purpose: 'why', until: 'in three months', 'commitment-agreement': 'true', 'commitment-copy-paste': 'false' });
    assert.ok(parsed.ok && parsed.action.verb === 'dialog.next');
    assert.equal(parsed.action['commitment-copy-paste'], 'false');
    assert.equal(parsed.action.choice, '7');
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof parseCardAction(value).ok === 'boolean'));
    fc.assert(fc.property(fc.constantFrom(...verbs), fc.object(), (verb, data) => typeof parseCardAction({ ...data, verb }).ok === 'boolean'));
  });

  it('knows no verb by inheritance', () => {
    for (const verb of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) assert.equal(parseCardAction({ verb }).ok, false);
  });
});
