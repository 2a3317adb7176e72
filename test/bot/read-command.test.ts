import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Command } from '../../bot/routes/command.js';
import { phrases, readCommand } from '../../bot/routes/read-command.js';

const rows: readonly (readonly [said: string, read: Command])[] = [
  ['help', { kind: 'help' }],
  ['HELP!', { kind: 'help' }],
  ['  hi  ', { kind: 'help' }],
  ['Hello.', { kind: 'help' }],
  ['help me', { kind: 'unknown', text: 'help me' }],
  ['cancel', { kind: 'cancel' }],
  ['Cancel?', { kind: 'cancel' }],
  ['back', { kind: 'back' }],
  ['approvals', { kind: 'approvals' }],
  ['my approvals', { kind: 'approvals' }],
  ['my requests', { kind: 'my-requests' }],
  ['my\u00a0\n requests', { kind: 'my-requests' }],
  ['requests', { kind: 'my-requests' }],
  ['datasets', { kind: 'datasets', words: '' }],
  ['Datasets Cardiology Ward', { kind: 'datasets', words: 'Cardiology Ward' }],
  ['datasets RQ-0012', { kind: 'datasets', words: 'RQ-0012' }],
  ['DS-0007', { kind: 'dataset', datasetId: 7 }],
  ['ds 7', { kind: 'dataset', datasetId: 7 }],
  ['dataset DS-0007', { kind: 'dataset', datasetId: 7 }],
  ['dataset of hearts', { kind: 'unknown', text: 'dataset of hearts' }],
  ['RQ-0012', { kind: 'request', requestId: 12 }],
  ['rq12.', { kind: 'request', requestId: 12 }],
  ['request RQ-0012', { kind: 'request', requestId: 12 }],
  ['request access', { kind: 'ask' }],
  ['request access to DS-0007', { kind: 'ask', datasetId: 7 }],
  ['request access DS-0007', { kind: 'ask', datasetId: 7 }],
  ['request DS-0007', { kind: 'ask', datasetId: 7 }],
  ['request', { kind: 'ask' }],
  ['request a pony', { kind: 'unknown', text: 'request a pony' }],
  ['join', { kind: 'join' }],
  ['join WS-0002', { kind: 'join', workspaceId: 2 }],
  ['join DS-0002', { kind: 'unknown', text: 'join DS-0002' }],
  ['withdraw RQ-0012', { kind: 'withdraw', requestId: 12 }],
  ['withdraw', { kind: 'unknown', text: 'withdraw' }],
  ['leave rq-12', { kind: 'leave', requestId: 12 }],
  ['history RQ-0012', { kind: 'history', requestId: 12 }],
  ['history RQ-0012 please', { kind: 'unknown', text: 'history RQ-0012 please' }],
  ['PR-0001', { kind: 'project', projectId: 1 }],
  ['project 1', { kind: 'project', projectId: 1 }],
  ['projects', { kind: 'projects' }],
  ['my projects', { kind: 'projects' }],
  ['portfolio', { kind: 'portfolio' }],
  ['my datasets', { kind: 'my-datasets' }],
  ['people PR-0001', { kind: 'people', projectId: 1 }],
  ['people', { kind: 'projects' }],
  ['people of DS-0001', { kind: 'unknown', text: 'people of DS-0001' }],
  ['referees pr 1', { kind: 'referees', projectId: 1 }],
  ['new project', { kind: 'form', start: { form: 'create-project', about: {} } }],
  ['add someone to PR-0001', { kind: 'form', start: { form: 'appoint', about: { projectId: 1 } } }],
  ['add Lena Fischer to PR-0001', { kind: 'form', start: { form: 'appoint', about: { projectId: 1, who: 'Lena Fischer' } } }],
  ['add Lena', { kind: 'unknown', text: 'add Lena' }],
  ['appoint Lena Fischer in PR-0001', { kind: 'form', start: { form: 'appoint', about: { projectId: 1, who: 'Lena Fischer' } } }],
  ['appoint PR-0001', { kind: 'form', start: { form: 'appoint', about: { projectId: 1 } } }],
  ['appoint', { kind: 'projects' }],
  ['remove Lena from PR-0001', { kind: 'form', start: { form: 'remove-person', about: { projectId: 1, who: 'Lena' } } }],
  ['take back conflict PR-0001', { kind: 'form', start: { form: 'take-back-conflict', about: { projectId: 1 } } }],
  ['declare conflict PR-0001', { kind: 'form', start: { form: 'declare-conflict', about: { projectId: 1 } } }],
  ['hand over', { kind: 'form', start: { form: 'hand-over', about: {} } }],
  ['hand over DS-0005', { kind: 'form', start: { form: 'hand-over', about: { datasetId: 5 } } }],
  ['designate DS-0005', { kind: 'form', start: { form: 'record-designation', about: { datasetId: 5 } } }],
  ['new package in PR-0001', { kind: 'form', start: { form: 'create-package', about: { projectId: 1 } } }],
  ['new package', { kind: 'projects' }],
  ['change PR-0001', { kind: 'form', start: { form: 'change-project', about: { projectId: 1 } } }],
  ['rename PR-0001', { kind: 'form', start: { form: 'change-project', about: { projectId: 1 } } }],
  ['change WP-0005', { kind: 'form', start: { form: 'change-package', about: { packageId: 5 } } }],
  ['successor of WP-0003', { kind: 'form', start: { form: 'create-successor', about: { packageId: 3 } } }],
  ['123456', { kind: 'code', code: '123456' }],
  ['12345', { kind: 'unknown', text: '12345' }],
  ['RQ-0', { kind: 'unknown', text: 'RQ-0' }],
  ['RQ-99999999999999', { kind: 'unknown', text: 'RQ-99999999999999' }],
  ['helpless', { kind: 'unknown', text: 'helpless' }],
  ['constructor', { kind: 'unknown', text: 'constructor' }],
  ['', { kind: 'unknown', text: '' }],
  ['explain WP-0003', { kind: 'explain', packageId: 3 }],
  ['Explain 3.', { kind: 'explain', packageId: 3 }],
  ['explain', { kind: 'unknown', text: 'explain' }],
  ['explain the tiers', { kind: 'unknown', text: 'explain the tiers' }],
  ['?!', { kind: 'unknown', text: '' }],
];

describe('reading a message', () => {
  for (const [said, read] of rows) {
    it(`“${said}” is ${read.kind}`, () => {
      assert.deepEqual(readCommand(said), read);
    });
  }

  it('every phrase alone, or with a number, is a command', () => {
    for (const phrase of phrases) {
      const readings = [phrase, `${phrase} RQ-0001`, `${phrase} DS-0001`, `${phrase} WS-0001`, `${phrase} WP-0001`, `${phrase} PR-0001`, `${phrase} DS-0001 in PR-0001`, `${phrase} someone to PR-0001`, `${phrase} someone from PR-0001`].map(readCommand);
      assert.ok(readings.some(({ kind }) => kind !== 'unknown'), phrase);
    }
  });

  it('case, blanks around and a closing mark make no difference', () => {
    for (const phrase of phrases) {
      const { kind } = readCommand(phrase);
      for (const said of [phrase.toUpperCase(), `  ${phrase}\n`, `${phrase}.`, `${phrase}!?`]) assert.equal(readCommand(said).kind, kind, said);
    }
  });

  it('whatever is said: a command, and no number beyond the database', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^(RQ|ds|join ws|withdraw rq)[- ]?[0-9]{1,20}$/)), (said) => {
        const read = readCommand(said);
        for (const [name, value] of Object.entries(read)) if (name.endsWith('Id')) assert.ok(Number.isInteger(value) && value > 0 && value <= 2_147_483_647);
      }),
    );
  });
});
