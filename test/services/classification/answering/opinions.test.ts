import assert from 'node:assert/strict';
import { abandonAnswers, giveOpinion, opinionDigest, type Tier } from '../../../../services/classification/index.js';
import type { TestDatabase } from '../../../support/database.js';
import { eachWorld } from '../../../support/each-world.js';
import { anonymised, ClassificationWorld, lettersTo, reasonOf, valueOf } from '../classification-world.js';

const tiers: readonly Tier[] = [0, 1, 2, 3, 4];

describe('an opinion', () => {
  let database: TestDatabase;
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  const storedOpinions = () => database.db.selectFrom('opinions').selectAll().orderBy('id').execute();

  for (const tier of tiers) {
    it(`has the tier to which the stored answers lead: ${lettersTo[tier]} to ${String(tier)}`, async () => {
      const { classificationId } = await world.opened();
      const opinion = await world.opine('investigator', classificationId, tier);
      assert.deepEqual([opinion.tier, opinion.computedTier, opinion.reason, opinion.role], [tier, tier, null, 'investigator']);
      assert.deepEqual(await world.standing(classificationId), { investigator: tier });
    });
  }

  it('keeps the whole path with the version of each question, and the flowchart’s texts by its version', async () => {
    const { classificationId } = await world.opened();
    const old = world.flowcharts.get('turing-tiers');
    await world.opine('investigator', classificationId, anonymised);
    world.reword('open_publication');
    const [row] = await storedOpinions();
    assert.deepEqual(row?.path.map(({ key }) => key), ['open_generate_new', 'closed_personal', 'public_and_open', 'no_reidentify', 'no_reidentify_absolute', 'include_commercial', 'open_publication']);
    assert.deepEqual(row?.path.map(({ key, version }) => old?.questions.get(key)?.version === version), Array(7).fill(true));
    const texts = await database.db.selectFrom('flowchart_versions').select('content').where('version', '=', row?.flowchart_version ?? '').executeTakeFirstOrThrow();
    assert.equal(texts.content, old?.content);
  });

  it('needs an answer to every question of the path: one that is missing stores no opinion and starts over', async () => {
    const { classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 1);
    const draft = await world.drafted('investigator', classificationId, 'NN');
    const refused = await world.give('investigator', draft);
    assert.equal(reasonOf(refused), 'answers-missing');
    assert.ok(refused.kind === 'refused' && refused.draft);
    assert.deepEqual([refused.draft.steps, refused.draft.at.kind === 'question' && refused.draft.at.question.key], [[], 'open_generate_new']);
    assert.deepEqual(await world.standing(classificationId), { investigator: 1 }, 'the old opinion is untouched');
  });

  it('takes no notice of stored answers to questions off the path', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
    const steps = [...draft.steps, { key: 'substantial_threat', answer: 'yes', version: 'x' }];
    await database.db.updateTable('answer_drafts').set({ steps: JSON.stringify(steps) }).where('id', '=', draft.id).execute();
    const opinion = valueOf(await world.give('investigator', draft));
    assert.deepEqual([opinion.tier, opinion.path.length], [1, 4]);
  });

  it('cannot be smuggled in: a tier among what is sent changes nothing', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, lettersTo[3]);
    const command = { draftId: draft.id, version: draft.version, tier: 0, computedTier: 0, steps: [], role: 'referee' };
    const opinion = valueOf(await world.as('investigator', (context) => giveOpinion(context, command)));
    assert.deepEqual([opinion.tier, opinion.computedTier, opinion.role], [3, 3, 'investigator']);
  });

  describe('raised by its owner', () => {
    for (const tier of tiers) {
      for (const wanted of tiers) {
        it(`from ${String(tier)} to ${String(wanted)} is ${wanted > tier ? 'done' : 'refused: never lower, and no more than raised'}`, async () => {
          const { classificationId } = await world.opened();
          const draft = await world.drafted('representative', classificationId, lettersTo[tier]);
          const result = await world.give('representative', draft, { tier: wanted, reason: ' rare disease ' });
          if (wanted <= tier) {
            assert.equal(reasonOf(result), 'not-higher');
            assert.deepEqual(await storedOpinions(), []);
          } else {
            const opinion = valueOf(result);
            assert.deepEqual([opinion.tier, opinion.computedTier, opinion.reason], [wanted, tier, 'rare disease']);
          }
        });
      }
    }

    it('needs a written reason', async () => {
      const { classificationId } = await world.opened();
      const draft = await world.drafted('representative', classificationId, lettersTo[1]);
      for (const reason of ['', '  ', 'x'.repeat(2_001)]) assert.equal(reasonOf(await world.give('representative', draft, { tier: 2, reason })), 'reason-needed');
      assert.deepEqual(await storedOpinions(), []);
    });
  });

  describe('that is modified', () => {
    it('stays as it is until the new one is given, and then on record as replaced', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
      assert.equal(draft.modifies, true);
      assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
      valueOf(await world.give('investigator', draft));
      assert.deepEqual(await world.standing(classificationId), { investigator: 1 });
      assert.deepEqual((await storedOpinions()).map(({ tier, ended_because }) => [tier, ended_because]), [[2, 'replaced'], [1, null]]);
    });

    it('stays when the modification is abandoned', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      const draft = await world.drafted('investigator', classificationId, 'NNN');
      valueOf(await world.as('investigator', (context) => abandonAnswers(context, { draftId: draft.id, version: draft.version })));
      assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
      assert.equal(reasonOf(await world.answer('investigator', draft, 'open_publication', 'no')), 'draft-gone');
      assert.deepEqual(valueOf(await world.begin('investigator', classificationId)).steps, []);
    });

    it('begins at the first question, or at the one that was chosen: the answers before it stand', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      assert.deepEqual(valueOf(await world.begin('investigator', classificationId)).steps, []);
      const draft = valueOf(await world.begin('investigator', classificationId, 'financial_low'));
      assert.deepEqual(draft.steps.map(({ key }) => key), ['open_generate_new', 'closed_personal', 'include_commercial']);
      assert.equal(draft.at.kind === 'question' && draft.at.question.key, 'financial_low');
      assert.equal(reasonOf(await world.begin('investigator', classificationId, 'substantial_threat')), 'not-the-question');
    });

    it('begins at the first question that changed since, whichever was chosen after it', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      world.reword('include_commercial', 'publishable');
      const draft = valueOf(await world.begin('investigator', classificationId));
      assert.deepEqual([draft.steps.length, draft.at.kind === 'question' && draft.at.question.key], [2, 'include_commercial']);
      const chosen = valueOf(await world.begin('investigator', classificationId, 'publishable'));
      assert.equal(chosen.at.kind === 'question' && chosen.at.question.key, 'include_commercial');
      assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
    });

    it('keeps its role: who has another one now cannot change it', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      await world.hospital.setRole('investigator', 'referee');
      assert.equal(reasonOf(await world.begin('investigator', classificationId)), 'role-changed');
      assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
    });

    it('keeps its role also when that changes between the answers and the opinion', async () => {
      const { classificationId } = await world.opened();
      await world.opine('investigator', classificationId, 2);
      const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
      await world.hospital.setRole('investigator', 'referee');
      assert.equal(reasonOf(await world.give('investigator', draft)), 'role-changed');
      assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
    });
  });

  it('is on record by a digest that betrays no tier, and proves the opinion with its salt', async () => {
    const { classificationId } = await world.opened();
    const opinion = await world.opine('investigator', classificationId, 3);
    const [row] = await storedOpinions();
    const entry = JSON.parse((await world.auditTexts()).at(-1) ?? '{}') as { action: string; facts: Record<string, unknown> };
    assert.equal(entry.action, 'classification.give');
    assert.deepEqual(Object.keys(entry.facts).sort(), ['classification', 'digest', 'opinion', 'role', 'state']);
    assert.equal(entry.facts['digest'], opinionDigest(row?.salt ?? '', opinion));
    for (const tier of tiers.filter((other) => other !== 3)) assert.notEqual(entry.facts['digest'], opinionDigest(row?.salt ?? '', { ...opinion, tier }));
  });

  it('leaves no trace of its answers in the audit: as many entries for a short path as for a long one', async () => {
    const { classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 'YN');
    await world.opine('representative', classificationId, 'NYNYNYYNN');
    const entries = (await world.audit()).slice(1);
    assert.deepEqual(entries, ['classification.answer: done', 'classification.give: done', 'classification.answer: done', 'classification.give: done']);
  });
});
