import assert from 'node:assert/strict';
import { numberOf } from '../../services/context/index.js';
import { ClassificationWorld, valueOf } from '../services/classification/classification-world.js';
import { Chat } from '../support/chat.js';
import { eachWorld } from '../support/each-world.js';
import type { PersonKey } from '../support/hospital-builder.js';

describe('asking how a package came to its tier', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });
  const asked = async (person: PersonKey, packageId: number): Promise<string> => {
    const chat = new Chat(world.surroundings, world.actor(person), world.flowcharts, person);
    await chat.say(`explain ${numberOf('package', packageId)}`);
    return chat.last;
  };

  it('shows people, roles, tiers, times, ways and controls to everyone in the project once it is classified; managers hear of the record', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opineAll(classificationId, [1, 1, 1]);
    valueOf(await world.close(classificationId));
    for (const person of ['researcher', 'manager'] as const) {
      const text = await asked(person, packageId);
      assert.match(text, /Classified at tier 1.*All opinions were in and equal\..*representative \(Representative\).*Tier 1, 23 November 2026 at 09:00 GMT/s, person);
      assert.match(text, /Answers of investigator, otherRepresentative, representative: tier 1|Answers of investigator, representative, otherRepresentative: tier 1/);
      assert.match(text, /Lead of the research team.*Tier 1: what follows from it.*Where people connect from.*Anywhere on the internet/s);
      assert.equal(/The record holds all of this with the audit entries that prove it/.test(text), person === 'manager');
    }
  });

  it('shows nobody more than they may know while it is open', async () => {
    const { packageId, classificationId } = await world.opened();
    await world.opine('investigator', classificationId, 3);
    assert.match(await asked('representative', packageId), /1 of 4 opinions are in.*You see the others’ opinions when you have given yours/s);
    for (const person of ['representative', 'manager', 'researcher'] as const) assert.doesNotMatch(await asked(person, packageId), /Tier \d/, person);
    assert.match(await asked('investigator', packageId), /you \(Investigator\).*Tier 3/s);
  });

  it('answers "not found" to whoever has no role there, as for a package that is not there', async () => {
    const { packageId } = await world.opened();
    assert.equal(await asked('outsider', packageId), await asked('outsider', 99_999));
  });

  it('is a button of a classified package', async () => {
    const chat = new Chat(world.surroundings, world.actor('researcher'), world.flowcharts);
    await chat.say(numberOf('package', world.hospital.at[2].packageId));
    await chat.press(/^How the tier came about$/);
    assert.match(chat.last, /was not recorded here.*Tier 2: what follows from it/s);
  });
});
