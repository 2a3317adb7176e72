import assert from 'node:assert/strict';
import fc from 'fast-check';
import { trace, type Tier } from '../../services/classification/index.js';
import type { Node } from '../cards/reading.js';
import { ClassificationWorld, lettersTo, valueOf } from '../services/classification/classification-world.js';
import { flowchartOf, tables } from '../services/classification/flowcharts/flowchart-builder.js';
import { Chat } from '../support/chat.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';

describe('classifying in the dialog', function () {
  this.timeout(60_000);
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  const chatOf = (person: PersonKey, name: string = person): Chat => new Chat(world.surroundings, world.actor(person), world.flowcharts, name);
  const begun = async (person: PersonKey = 'investigator'): Promise<{ readonly chat: Chat; readonly packageId: number; readonly classificationId: number }> => {
    const round = await world.opened();
    const chat = chatOf(person);
    await chat.say(`classify WP-${String(round.packageId)}`);
    return { chat, ...round };
  };
  const answer = async (chat: Chat, letters: string): Promise<void> => {
    for (const letter of letters) await chat.say(letter === 'Y' ? 'yes' : 'no');
  };
  const opinions = (classificationId: number): Promise<Readonly<Partial<Record<PersonKey, number>>>> => world.standing(classificationId);

  it('gives the opinion at the tier to which the answers lead, and shows the package', async () => {
    const { chat, classificationId } = await begun();
    await answer(chat, lettersTo[2]);
    assert.match(chat.last, /Your answers lead to tier 2/);
    assert.deepEqual(await opinions(classificationId), {}, 'nothing counts before it is given');
    await chat.press(/^Give my opinion: tier 2$/);
    assert.match(chat.last, /1 of 4 opinions are in/);
    assert.deepEqual(await opinions(classificationId), { investigator: 2 });
  });

  it('says the number of the question, why it is asked, what the terms mean, and what each answer leads to', async () => {
    const { chat } = await begun();
    assert.match(chat.last, /Question 1 .*as Investigator.*What is meant by “Personal data”\?.*Living individual/s);
    assert.match(chat.last, /Yes\ngoes on to “Danger to the people in the data”[^]*Yes · next: Danger to the people/);
    await chat.say('why?');
    assert.match(chat.last, /Why do you ask\?.*Sensitivity depends on what happens to the data/s);
    await answer(chat, 'Y');
    assert.match(chat.last, /Question 2 .*Yes · classify as tier 4.*No · classify as tier 3/s);
  });

  it('goes back one question in words and by button, starts over, and says so where there is nothing before', async () => {
    const { chat } = await begun();
    await answer(chat, 'NY');
    assert.match(chat.last, /Question 3/);
    await chat.say('back');
    assert.match(chat.last, /Question 2/);
    await chat.press(/^Back$/);
    assert.match(chat.last, /Question 1/);
    await chat.say('back');
    assert.match(chat.last, /first question; there is nothing to go back to/);
    await answer(chat, 'NYN');
    await chat.press(/^Drop my answers$/);
    assert.match(chat.last, /Question 1/);
  });

  it('takes other words for no answer, and keeps the question', async () => {
    const { chat } = await begun();
    await chat.say('perhaps');
    assert.match(chat.last, /Please answer with yes or no.*/s);
    assert.match(chat.last, /Question 1/);
    await answer(chat, lettersTo[0]);
    await chat.say('yes');
    assert.match(chat.last, /“give” gives your opinion at this tier/);
  });

  it('raises one’s own tier with a reason, and neither lowers it nor raises it without one', async () => {
    const { chat, classificationId } = await begun();
    await answer(chat, lettersTo[2]);
    const verdict = chat.cards.at(-1);
    await chat.press(/^Give my opinion with the higher tier$/, { tier: '1', reason: 'It is harmless.' }, verdict);
    assert.match(chat.last, /never lower it/);
    await chat.press(/^Give my opinion with the higher tier$/, { tier: '3', reason: '  ' }, verdict);
    assert.deepEqual(await opinions(classificationId), {});
    await chat.press(/^Give my opinion with the higher tier$/, { tier: '3', reason: 'Families are small enough to be recognised.' }, verdict);
    assert.deepEqual(await opinions(classificationId), { investigator: 3 });
  });

  it('takes no tier that a card posts: the opinion is what the stored answers lead to', async () => {
    const { chat, classificationId } = await begun();
    await answer(chat, lettersTo[3]);
    const button = buttonOf(chat, /^Give my opinion: tier 3$/);
    await chat.send({ ...button, tier: '0' });
    assert.deepEqual(await opinions(classificationId), {}, 'a card that says more than it may is refused whole');
    await chat.send(button);
    assert.deepEqual(await opinions(classificationId), { investigator: 3 });
  });

  it('ignores an answer to a question off the path, and shows where one is', async () => {
    const { chat } = await begun();
    const button = buttonOf(chat, /^Yes/);
    await chat.send({ ...button, question: 'sophisticated_attack' });
    assert.match(chat.last, /not the one to be answered now.*Question 1|Question 1.*not the one to be answered now/s);
  });

  it('lets one person classify two packages at once: each card answers for its own, words for the one used last', async () => {
    const one = await world.opened();
    const other = await world.opened();
    const chat = chatOf('investigator');
    await chat.say(`classify WP-${String(one.packageId)}`);
    const first = chat.cards.at(-1);
    await chat.say(`classify WP-${String(other.packageId)}`);
    await chat.say('yes');
    assert.match(chat.last, /Question 2/);
    await chat.press(/^No/, {}, first);
    assert.match(chat.last, new RegExp(`WP-${String(one.packageId).padStart(4, '0')} .*Question 2`, 's'));
    await chat.say('no');
    const steps = async (classificationId: number): Promise<readonly string[]> => {
      const row = await world.db.selectFrom('answer_drafts').select('steps').where('classification_id', '=', classificationId).executeTakeFirstOrThrow();
      return row.steps.map((step) => step.answer);
    };
    assert.deepEqual([await steps(one.classificationId), await steps(other.classificationId)], [['no', 'no'], ['yes']]);
  });

  it('goes on in another chat, on another device, where one stopped: nothing is kept in the process', async () => {
    const { chat, packageId } = await begun();
    await answer(chat, 'NY');
    await chat.say('cancel');
    assert.match(chat.last, /Your answers are kept/);
    const elsewhere = chatOf('investigator', 'another chat');
    await elsewhere.say(`classify WP-${String(packageId)}`);
    assert.match(elsewhere.last, /Question 3/);
  });

  it('tells the second of two windows where the first has gone, and loses no answer', async () => {
    const { chat } = await begun();
    const old = chat.cards.at(-1);
    await chat.press(/^No/);
    await chat.press(/^No/, {}, old);
    assert.match(chat.last, /Question 2/);
    assert.doesNotMatch(chat.last, /another window/, 'the same answer again changes nothing');
    await chat.press(/^Yes/, {}, old);
    assert.match(chat.last, /This had been answered already.*/s);
    assert.match(chat.last, /Question 2/);
  });

  it('takes somebody back to a question whose wording changed while they answered; the answers before it stand', async () => {
    const { chat } = await begun();
    await answer(chat, 'NY');
    world.reword('closed_personal');
    const reworded = chatOf('investigator');
    await reworded.press(/^No/, {}, chat.cards.at(-1));
    assert.match(reworded.last, /wording of a question has changed.*/s);
    assert.match(reworded.last, /Question 2 .*Put differently/s);
  });

  it('leaves the earlier opinion as it was when changing it is given up', async () => {
    const { chat, packageId, classificationId } = await begun();
    await answer(chat, lettersTo[2]);
    await chat.say('give');
    await chat.say(`classify WP-${String(packageId)}`);
    assert.match(chat.last, /You have given an opinion already.*stays as it is/s);
    await answer(chat, 'NN');
    await chat.press(/^Keep my earlier opinion$/);
    assert.match(chat.last, /Your earlier opinion stands/);
    assert.deepEqual(await opinions(classificationId), { investigator: 2 });
    await chat.say(`classify WP-${String(packageId)}`);
    assert.match(chat.last, /Question 1/, 'the answers were discarded');
  });

  it('says that the classification was cleared to somebody who was answering, and stores nothing', async () => {
    const { chat, classificationId } = await begun();
    await answer(chat, lettersTo[1].slice(0, -1));
    valueOf(await world.clear(classificationId));
    await chat.say('yes');
    assert.match(chat.last, /That classification was cleared/);
    assert.deepEqual(await opinions(classificationId), {});
  });

  it('stops somebody who handed over while they classified; their successor begins afresh', async () => {
    const { chat, packageId, classificationId } = await begun('representative');
    await answer(chat, 'NN');
    await world.handOver('admissions', 'outsider');
    await chat.say('no');
    assert.match(chat.last, /You are not asked to classify this package/);
    assert.deepEqual(await opinions(classificationId), {});
    const successor = chatOf('outsider');
    await successor.say(`classify WP-${String(packageId)}`);
    assert.match(successor.last, /Question 1 .*as Representative/s);
  });

  it('shows nobody else’s answers to somebody who presses the buttons of another person’s card', async () => {
    const { chat } = await begun();
    const other = chatOf('representative');
    await other.send(buttonOf(chat, /^Yes/));
    assert.match(other.last, /These answers are over/);
  });

  it('comes by any sound flowchart to the tier of the server’s own walk', async () => {
    await fc.assert(
      fc.asyncProperty(tables(8).map(flowchartOf), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), async (flowchart, choices) => {
        world.flowcharts = new Map([[flowchart.name, flowchart]]);
        const packageId = await world.newPackage();
        valueOf(await world.openBy(packageId, flowchart.name));
        const chat = chatOf('investigator');
        await chat.say(`classify WP-${String(packageId)}`);
        let letters = '';
        while (!/Your answers lead to tier/.test(chat.last)) {
          const letter = choices[letters.length] ? 'Y' : 'N';
          letters += letter;
          await chat.press(letter === 'Y' ? /^Yes · / : /^No · /);
        }
        const traced = trace(flowchart, letters) as { readonly tier: Tier };
        assert.match(chat.last, new RegExp(`Your answers lead to tier ${String(traced.tier)}`));
      }),
      { numRuns: 25 },
    );
  });
});

/** The data of a button of the newest card. */
function buttonOf(chat: Chat, title: RegExp): Node {
  const json = JSON.stringify(chat.cards.at(-1));
  const found: Node[] = [];
  JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && (value as Node)['type'] === 'Action.Execute') found.push(value as Node);
    return value;
  });
  const button = found.find((node) => title.test(String(node['title'])));
  assert.ok(button, json);
  return button['data'] as Node;
}

