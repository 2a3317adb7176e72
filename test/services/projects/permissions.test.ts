import assert from 'node:assert/strict';
import { mayDo, maySee, permissions, projectActions, standings, type ProjectAction, type Standing } from '../../../services/projects/index.js';

/** The table of people-and-requests.md once more, by who stands how: every action that is theirs, in the order of the actions. */
const expected: Readonly<Record<Standing, readonly ProjectAction[]>> = {
  'programme-manager': [
    'see-project',
    'see-people',
    'appoint-project-manager',
    'appoint-investigator',
    'appoint-researcher',
    'appoint-representative',
    'remove-project-manager',
    'remove-investigator',
    'remove-researcher',
    'remove-referee',
    'remove-representative',
    'take-back-conflict',
    'propose-referee',
    'change-project',
    'create-package',
    'change-package',
    'succeed-package',
  ],
  'project-manager': ['see-project', 'see-people', 'appoint-researcher', 'appoint-referee', 'remove-researcher', 'remove-referee', 'declare-referee-conflict', 'propose-referee', 'create-package', 'change-package', 'succeed-package'],
  investigator: ['see-project', 'see-people', 'appoint-researcher', 'remove-researcher'],
  researcher: ['see-project', 'see-people'],
  referee: ['see-project', 'see-people'],
  representative: ['see-project', 'see-people'],
  conflicted: ['see-project', 'see-people'],
  college: [],
  self: ['remove-researcher', 'remove-referee', 'declare-conflict'],
  declarer: ['take-back-conflict'],
};

describe('who may do what in a project', () => {
  for (const standing of standings) {
    for (const action of projectActions) {
      const may = expected[standing].includes(action);
      it(`${standing}: ${action} – ${may ? 'yes' : 'no'}`, () => {
        assert.equal(permissions[action].includes(standing), may);
        assert.equal(mayDo(action, new Set([standing])), may);
      });
    }
  }

  it('nobody gives themselves a role, whatever they are', () => {
    for (const action of projectActions.filter((one) => one.startsWith('appoint-'))) assert.equal(mayDo(action, new Set(standings)), false, action);
  });

  it('a project is there for Programme Managers and for those with a role in it', () => {
    assert.deepEqual(standings.filter((standing) => maySee(new Set([standing]))), ['programme-manager', 'project-manager', 'investigator', 'researcher', 'referee', 'representative', 'conflicted']);
  });
});
