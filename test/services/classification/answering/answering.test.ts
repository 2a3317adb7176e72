import assert from 'node:assert/strict';
import { goBack, startOver, type DraftView } from '../../../../services/classification/index.js';
import type { TestDatabase } from '../../../support/database.js';
import { eachWorld } from '../../../support/each-world.js';
import { ClassificationWorld, lettersTo, reasonOf, valueOf } from '../classification-world.js';

describe('answering', () => {
  let database: TestDatabase;
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh, own) => {
    world = fresh;
    database = own;
  });

  const storedOpinions = () => database.db.selectFrom('opinions').selectAll().execute();
  const back = (draft: DraftView, to?: string) =>
    world.as('investigator', (context) => goBack(context, { draftId: draft.id, version: draft.version, ...(to === undefined ? {} : { to }) }));
  const keysOf = (draft: DraftView): readonly string[] => draft.steps.map(({ key }) => key);
  const askedBy = (draft: DraftView): string => (draft.at.kind === 'question' ? `${String(draft.at.number)} ${draft.at.question.key}` : `tier ${String(draft.at.tier)}`);

  it('begins at the first question, counts the questions, and ends at a tier', async () => {
    const { classificationId } = await world.opened();
    let draft = valueOf(await world.begin('investigator', classificationId));
    const asked = [askedBy(draft)];
    for (const letter of lettersTo[1]) asked.push(askedBy((draft = await world.answerAll('investigator', draft, letter))));
    assert.deepEqual(asked, ['1 open_generate_new', '2 closed_personal', '3 include_commercial', '4 open_publication', 'tier 1']);
  });

  it('goes on where it was left', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, 'NN');
    const again = await world.begin('investigator', classificationId);
    assert.equal(again.kind, 'unchanged');
    assert.deepEqual(valueOf(again), draft);
  });

  it('back drops the last answer; back to a question drops its answer and those after it', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, 'NNYY');
    const once = valueOf(await back(draft));
    assert.deepEqual([keysOf(once), askedBy(once)], [['open_generate_new', 'closed_personal', 'include_commercial'], '4 financial_low']);
    const further = valueOf(await back(once, 'closed_personal'));
    assert.deepEqual([keysOf(further), askedBy(further)], [['open_generate_new'], '2 closed_personal']);
    assert.equal(valueOf(await world.give('investigator', await world.answerAll('investigator', further, 'YNNN'))).tier, 3, 'the answers that were dropped count no more');
  });

  it('there is no way back before the first question, nor to one that was not answered', async () => {
    const { classificationId } = await world.opened();
    const draft = valueOf(await world.begin('investigator', classificationId));
    assert.equal((await back(draft)).kind, 'unchanged');
    assert.equal(reasonOf(await back(draft, 'closed_personal')), 'not-the-question');
  });

  it('starts over, and leaves the opinion that stands', async () => {
    const { classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 2);
    const draft = await world.drafted('investigator', classificationId, 'NN');
    const over = valueOf(await world.as('investigator', (context) => startOver(context, { draftId: draft.id, version: draft.version })));
    assert.deepEqual([over.steps, askedBy(over)], [[], '1 open_generate_new']);
    assert.deepEqual(await world.standing(classificationId), { investigator: 2 });
  });

  it('takes no answer to another question than the one that is put, nor after the tier', async () => {
    const { classificationId } = await world.opened();
    const draft = await world.drafted('investigator', classificationId, 'N');
    for (const key of ['substantial_threat', 'open_generate_new', 'no_such_question', '__proto__']) assert.equal(reasonOf(await world.answer('investigator', draft, key, 'yes')), 'not-the-question');
    const whole = await world.answerAll('investigator', draft, 'NNY');
    assert.equal(reasonOf(await world.answer('investigator', whole, 'substantial_threat', 'yes')), 'not-the-question');
    assert.equal(valueOf(await world.give('investigator', whole)).tier, 1);
  });

  describe('while a question changes', () => {
    it('that is on the screen: its answer is not taken, and it is put anew', async () => {
      const { classificationId } = await world.opened();
      const draft = await world.drafted('investigator', classificationId, 'NN');
      world.reword('include_commercial');
      const refused = await world.answer('investigator', draft, 'include_commercial', 'no');
      assert.equal(reasonOf(refused), 'question-changed');
      assert.ok(refused.kind === 'refused' && refused.draft);
      assert.match(refused.draft.at.kind === 'question' ? refused.draft.at.question.text : '', /^Put differently/);
      const opinion = valueOf(await world.give('investigator', await world.answerAll('investigator', refused.draft, 'NY')));
      assert.equal(opinion.tier, 1);
    });

    it('that was answered: the answers from it on are dropped, and an opinion on it is not stored', async () => {
      const { classificationId } = await world.opened();
      const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
      world.reword('closed_personal');
      const refused = await world.give('investigator', draft);
      assert.equal(reasonOf(refused), 'question-changed');
      assert.ok(refused.kind === 'refused' && refused.draft);
      assert.deepEqual(refused.draft.steps.map(({ key }) => key), ['open_generate_new']);
      assert.deepEqual(await storedOpinions(), []);
    });

    it('off the path: nobody is disturbed', async () => {
      const { classificationId } = await world.opened();
      const draft = await world.drafted('investigator', classificationId, lettersTo[1]);
      world.reword('sophisticated_attack');
      assert.equal(valueOf(await world.give('investigator', draft)).tier, 1);
    });
  });
});
