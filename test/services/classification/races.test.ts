import assert from 'node:assert/strict';
import { answerQuestion, beginAnswering, clearClassification, giveOpinion } from '../../../services/classification/index.js';
import type { TestDatabase } from '../../support/database.js';
import { eachWorld } from '../../support/each-world.js';
import { ClassificationWorld, lettersTo, reasonOf, valueOf } from './classification-world.js';

describe('classifying at the same time', () => {
  let database: TestDatabase;
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  it('clears while someone answers: the answer comes to nothing, and says why', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, 'NNN');
    valueOf(await world.clear(classificationId));
    assert.equal(reasonOf(await world.answer('investigator', draft, 'open_publication', 'yes')), 'cleared');
    assert.equal(reasonOf(await world.give('investigator', draft)), 'cleared');
  });

  it('what was meant for a round that was cleared does nothing to the next', async () => {
    const { packageId, classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
    valueOf(await world.clear(classificationId));
    valueOf(await world.open(packageId));
    assert.equal(reasonOf(await world.give('investigator', draft)), 'cleared');
    assert.equal(reasonOf(await world.begin('investigator', classificationId)), 'cleared');
    assert.equal(reasonOf(await world.clear(classificationId)), 'cleared');
    assert.equal(reasonOf(await world.withdraw('representative', classificationId, 'admissions')), 'cleared');
    assert.equal((await world.package(packageId)).state, 'open');
  });

  it('an opinion that is given and a clearing come one after the other, never half', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { packageId, classificationId } = await world.opened();
      const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
      const [given, cleared] = await Promise.all([
        world.as('investigator', (context) => giveOpinion(context, { draftId: draft.id, version: draft.version })),
        world.as('manager', (context) => clearClassification(context, { classificationId })),
      ]);
      assert.equal(cleared.kind, 'done');
      assert.ok(given.kind === 'done' || reasonOf(given) === 'cleared');
      assert.deepEqual(await world.standing(classificationId), {});
      assert.equal((await world.package(packageId)).state, 'new');
      const ended = await database.db.selectFrom('opinions').select('ended_because').where('classification_id', '=', classificationId).execute();
      assert.deepEqual(ended, given.kind === 'done' ? [{ ended_because: 'cleared' }] : []);
    }
  });

  it('two windows answer: one goes on, the other is shown where things stand', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, 'N');
    const results = await Promise.all((['yes', 'no'] as const).map((answer) => world.answer('investigator', draft, 'closed_personal', answer)));
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', 'refused']);
    const refused = results.find(({ kind }) => kind === 'refused');
    assert.ok(refused?.kind === 'refused' && refused.reason === 'outdated');
    const done = results.find(({ kind }) => kind === 'done');
    assert.deepEqual(refused.draft, done?.kind === 'done' ? done.value : undefined);
  });

  it('two windows begin: it is one draft', async () => {
    const { classificationId } = await world.opened();
    const begun = await Promise.all([1, 2, 3].map(() => world.as('investigator', (context) => beginAnswering(context, { classificationId }))));
    assert.equal(new Set(begun.map((result) => valueOf(result).id)).size, 1);
  });

  it('the same answer twice is one answer', async () => {
    const { classificationId } = await world.opened();
    const draft = valueOf(await world.begin('investigator', classificationId));
    const results = await Promise.all([1, 2].map(() => world.answer('investigator', draft, 'open_generate_new', 'no')));
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', 'unchanged']);
    assert.deepEqual(results.map((result) => valueOf(result).steps.length), [1, 1]);
  });

  it('two windows give one opinion', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
    const results = await Promise.all([1, 2].map(() => world.give('investigator', draft)));
    assert.deepEqual(results.map((result) => (result.kind === 'refused' ? result.reason : result.kind)).sort(), ['done', 'draft-gone']);
    assert.deepEqual(await world.standing(classificationId), { investigator: 1 });
  });

  it('one person classifies two packages without mixing them up', async () => {
    const one = await world.opened();
    const other = await world.opened();
    let first = valueOf(await world.begin('investigator', one.classificationId));
    let second = valueOf(await world.begin('investigator', other.classificationId));
    first = await world.answerAll('investigator', first, 'NN');
    second = await world.answerAll('investigator', second, 'NYN');
    first = await world.answerAll('investigator', first, 'NY');
    second = await world.answerAll('investigator', second, 'NN');
    assert.equal(valueOf(await world.give('investigator', first)).tier, 1);
    assert.equal(valueOf(await world.give('investigator', second)).tier, 3);
  });

  it('nobody answers in another’s name: their draft is gone for everyone else', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
    for (const person of ['representative', 'manager', 'outsider'] as const) {
      assert.equal(reasonOf(await world.give(person, draft)), 'draft-gone');
      assert.deepEqual(await world.as(person, (context) => answerQuestion(context, { draftId: 2_000_000_000, version: 1, question: 'x', answer: 'no' })), await world.answer(person, draft, 'x', 'no'));
    }
  });
});
