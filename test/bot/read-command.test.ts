import assert from 'node:assert/strict';
import fc from 'fast-check';
import { phrases, readCommand, type Command } from '../../bot/routes/read-command.js';

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
      const readings = [phrase, ...['RQ-0001', 'DS-0001', 'WS-0001', 'WP-0001', 'PR-0001', 'DS-0001 in PR-0001'].map((named) => `${phrase} ${named}`)].map(readCommand);
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
