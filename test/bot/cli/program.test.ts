import assert from 'node:assert/strict';
import { documentOf, operate } from '../../support/operator-terminal.js';

describe('calling an operators’ command', () => {
  const wrongCalls: readonly (readonly [name: string, args: readonly string[], says: RegExp])[] = [
    ['no command', [], /^No command is given: migrate, config check, audit verify, requests list or record\./],
    ['half a command', ['audit'], /^No command is given: .*audit verify/],
    ['an unknown command', ['verify'], /^Unknown command 'verify'/],
    ['a misspelt command, with the right one', ['audit', 'verfy'], /Did you mean verify\?/],
    ['an unknown option', ['migrate', '--force'], /^Unknown option '--force'/],
    ['an argument too many', ['config', 'check', 'all'], /^Too many arguments for 'check'.*: all\./],
    ['an option without its argument', ['requests', 'list', '--in'], /^Option '--in <state>' argument missing/],
    ['a state that does not exist, with those that do', ['requests', 'list', '--in', 'open'], /There is no state "open"\. The states are: draft, .*abandoned\./],
  ];

  for (const [name, args, says] of wrongCalls) {
    it(`says what is wrong with ${name}, on standard error, status 2`, async () => {
      const { status, out, err } = await operate(args);
      assert.deepEqual({ status, out }, { status: 2, out: '' });
      assert.match(err, says);
      assert.match(err, /--help says what there is\.$/);
    });
  }

  it('says a wrong call in one JSON document where JSON is asked for', async () => {
    const operated = await operate(['audit', 'verfy', '--json']);
    assert.equal(operated.status, 2);
    assert.deepEqual(documentOf(operated), { ok: false, error: operated.err });
  });

  it('helps on standard output, status 0: commands, exit status and the form of the JSON', async () => {
    const { status, out, err } = await operate(['--help']);
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    for (const told of ['migrate', 'config check', 'audit verify', 'requests list', 'record', 'record verify', 'Exit status: 0', '{"ok":false,"error":"…"}', 'DATABASE_URL', 'local stack']) assert.ok(out.includes(told), told);
  });

  it('names the states in the help of requests list', async () => {
    const { out } = await operate(['requests', 'list', '--help']);
    assert.match(out.replace(/\s+/g, ' '), /--in <state> only those in this state: draft, .* awaiting-sign-in, .* abandoned/);
  });
});
