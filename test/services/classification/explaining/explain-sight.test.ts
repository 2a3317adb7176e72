import assert from 'node:assert/strict';
import { opinionSight, packageStates, type OpinionSight, type Sight } from '../../../../services/classification/index.js';

const sights: readonly Sight[] = ['onlooker', 'blind', 'manager', 'sighted'];

/** For each state and sight: of the open round, of an earlier one in which they gave an opinion, of an earlier one in which they gave none. */
const written: Readonly<Record<(typeof packageStates)[number], Readonly<Record<Sight, readonly [open: OpinionSight | '-', gave: OpinionSight, none: OpinionSight]>>>> = {
  new: {
    onlooker: ['-', 'all', 'own'],
    blind: ['-', 'own', 'own'],
    manager: ['-', 'all', 'own'],
    sighted: ['-', 'all', 'own'],
  },
  open: {
    onlooker: ['own', 'all', 'own'],
    blind: ['own', 'own', 'own'],
    manager: ['own', 'all', 'own'],
    sighted: ['all', 'all', 'own'],
  },
  classified: {
    onlooker: ['-', 'without-reasons', 'without-reasons'],
    blind: ['-', 'all', 'all'],
    manager: ['-', 'all', 'all'],
    sighted: ['-', 'all', 'all'],
  },
};

describe('what an explanation tells of a round', () => {
  for (const state of packageStates) {
    for (const sight of sights) {
      const [open, gave, none] = written[state][sight];
      it(`${state}, ${sight}: the open round ${open}, an earlier one with an opinion of theirs ${gave}, without ${none}`, () => {
        if (open !== '-') for (const ever of [true, false]) assert.equal(opinionSight({ state, sight, isOpen: true, gave: ever }), open);
        assert.equal(opinionSight({ state, sight, isOpen: false, gave: true }), gave);
        assert.equal(opinionSight({ state, sight, isOpen: false, gave: false }), none);
      });
    }
  }
});
