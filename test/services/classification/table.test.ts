import assert from 'node:assert/strict';
import { packageStates, personActions, transitions, type PackageState, type PersonAction } from '../../../services/classification/index.js';
import { eachWorld } from '../../support/each-world.js';
import { personKeys, type PersonKey } from '../../support/hospital-builder.js';
import { tryAct, type Place } from './acts.js';
import { ClassificationWorld, lettersTo, reasonOf, valueOf } from './classification-world.js';

/** Which people of the hospital may do it, and what comes of it, in an open package with a conflict; written out by the specification. */
const managers: readonly PersonKey[] = ['manager', 'programmeManager', 'otherProgrammeManager'];
const representatives: readonly PersonKey[] = ['representative', 'otherRepresentative'];
const allowed: Readonly<Record<PersonAction, readonly PersonKey[]>> = {
  'record-preliminary-tier': managers,
  open: managers,
  clear: managers,
  nudge: managers,
  close: managers,
  answer: ['investigator', ...representatives, 'referee'],
  give: ['investigator', ...representatives, 'referee'],
  'approve-person': representatives,
  'withdraw-dataset': representatives,
  reconsider: ['investigator'],
  proceed: ['investigator', 'programmeManager', 'otherProgrammeManager'],
  'withdraw-from-classified': representatives,
  'record-tier-four': ['programmeManager', 'otherProgrammeManager', ...representatives],
};
/** To whom the package does not exist. */
const strangers: readonly PersonKey[] = ['secondManager', 'collegeReferee', 'deputy', 'outsider', 'guest'];

const possible: Readonly<Record<PackageState, readonly PersonAction[]>> = {
  new: ['record-preliminary-tier', 'open', 'approve-person'],
  open: ['clear', 'nudge', 'close', 'answer', 'give', 'approve-person', 'withdraw-dataset', 'reconsider', 'proceed'],
  classified: ['withdraw-from-classified', 'record-tier-four'],
};
const leadsTo: Readonly<Partial<Record<PersonAction, PackageState>>> = { open: 'open', clear: 'new', 'withdraw-dataset': 'new', reconsider: 'new' };

describe('the table of states, people and acts of a classification', () => {
  let world: ClassificationWorld;
  eachWorld(ClassificationWorld.build, (fresh) => {
    world = fresh;
  });

  it('is the specification’s: new → open → classified, open → new, and nothing leaves classified', () => {
    assert.deepEqual(Object.fromEntries(packageStates.map((state) => [state, Object.keys(transitions[state]).filter((action) => action !== 'take-effect' && action !== 'suspend')])), possible);
    const moves = packageStates.flatMap((state) => Object.values(transitions[state]).filter((next) => next !== 'same').map((next) => `${state} → ${next}`));
    assert.deepEqual([...new Set(moves)].sort(), ['new → open', 'open → classified', 'open → new']);
  });

  const reach: Readonly<Record<PackageState, (action: PersonAction) => Promise<Place>>> = {
    async new() {
      const { packageId, classificationId } = await world.opened();
      valueOf(await world.clear(classificationId));
      return { packageId, classificationId, drafts: {} };
    },
    async open(action) {
      const { packageId, classificationId } = await world.opened();
      await world.opineAll(classificationId, [1, 1, 0]);
      const people = ['investigator', 'representative', 'otherRepresentative', 'referee'] as const;
      const drafts: Partial<Record<PersonKey, number>> = {};
      if (action === 'give') for (const person of people) drafts[person] = (await world.drafted(person, classificationId, lettersTo[1])).id;
      return { packageId, classificationId, drafts };
    },
    async classified(action) {
      const { packageId, classificationId } = await world.opened();
      if (action === 'record-tier-four') await world.opineAtFour(packageId, classificationId);
      else await world.opineAll(classificationId, [1, 1, 1]);
      valueOf(await world.close(classificationId));
      return { packageId, classificationId, drafts: {} };
    },
  };

  for (const state of packageStates) {
    for (const action of personActions) {
      const who = possible[state].includes(action) ? allowed[action] : [];
      it(`${state}: ${action} is for ${who.length === 0 ? 'nobody' : who.join(', ')}`, async () => {
        const place = await reach[state](action);
        for (const person of personKeys) {
          const { result, after, audit } = await tryAct(world, person, action, place);
          const reason = reasonOf(result);
          const context = `${person}: ${reason}`;
          if (who.includes(person)) {
            const expected = action === 'close' ? 'opinions-differ' : 'none';
            assert.equal(reason, expected, context);
            assert.equal(after, leadsTo[action] ?? state, context);
          } else {
            assert.notEqual(reason, 'none', context);
            assert.equal(after, state, context);
            if (strangers.includes(person) && action !== 'give') assert.equal(reason, 'not-found', context);
            else if (!allowed[action].includes(person) && action !== 'give') assert.equal(reason, 'not-allowed', context);
          }
          const own = audit.filter((entry) => entry.action === `classification.${action}`);
          assert.deepEqual(own.map(({ outcome }) => outcome), [reason === 'none' ? 'done' : 'refused'], context);
          if (reason !== 'none') assert.equal(own[0]?.reason, reason, context);
          // The successor that a withdrawal leaves has an entry of its own.
          assert.equal(audit.filter((entry) => entry.action !== 'package.succeed').length, 1, context);
        }
      });
    }
  }
});
