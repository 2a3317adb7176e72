import assert from 'node:assert/strict';
import { loadFlowcharts, type Flowcharts } from '../../services/classification/index.js';
import { ClassificationWorld, valueOf } from '../services/classification/classification-world.js';
import { participantPaths, turingPaths, type Path } from '../services/classification/flowcharts/paths.js';
import { Chat } from '../support/chat.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const tables: readonly (readonly [name: string, paths: readonly Path[]])[] = [
  ['turing-tiers', turingPaths],
  ['participant-risk', participantPaths],
];

describe('every path of a flowchart, walked in the dialog', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let world: ClassificationWorld;
  let flowcharts: Flowcharts;
  let chat: Chat;

  before(async () => {
    database = await testDatabase();
    world = await ClassificationWorld.build(database);
    flowcharts = await loadFlowcharts();
  });
  after(() => database.drop());

  for (const [name, paths] of tables) {
    describe(name, () => {
      let classificationId: number;
      before(async () => {
        const packageId = await world.newPackage();
        ({ classificationId } = valueOf(await world.openBy(packageId, name)));
        chat = new Chat(world.surroundings, world.actor('investigator'), flowcharts, name);
      });

      for (const [letters, tier, questions] of paths) {
        const keys = questions.split(' ');
        it(`${letters} by buttons and by words: the same questions, and tier ${String(tier)}`, async () => {
          await chat.send({ verb: 'classification.begin', classificationId });
          if (!chat.last.includes('Question 1')) await chat.press(/^Drop my answers$/);
          for (const [place, key] of keys.entries()) {
            assert.ok(chat.last.includes(`Question ${String(place + 1)} `) && chat.last.includes(questionText(key)), chat.last);
            await chat.press(letters[place] === 'Y' ? /^Yes · / : /^No · /);
          }
          assert.match(chat.last, new RegExp(`Your answers lead to tier ${String(tier)}`));
          await chat.say('start over');
          for (const [place, key] of keys.entries()) {
            assert.ok(chat.last.includes(questionText(key)), chat.last);
            await chat.say(letters[place] === 'Y' ? 'yes' : 'no');
          }
          assert.match(chat.last, new RegExp(`Your answers lead to tier ${String(tier)}`));
        });
      }

      const questionText = (key: string): string => flowcharts.get(name)?.questions.get(key)?.text ?? 'no such question';
    });
  }
});
