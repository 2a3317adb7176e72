import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readOptions, usage } from '../../../infra/local/options.js';

describe('the launcher’s options', () => {
  it('answer --help and -h with the usage, and success', () => {
    for (const asked of ['--help', '-h']) {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx/esm', 'infra/local/start.ts', asked], { encoding: 'utf8' });
      assert.deepEqual([status, stdout, stderr], [0, `${usage}\n`, ''], asked);
    }
  });

  it('are each in the usage', () => {
    for (const option of ['--fresh', '--headless', '--state', '--port', '--help']) assert.match(usage, new RegExp(`^ .*${option}\\b`, 'm'));
  });

  it('that do not exist are answered with the usage', () => {
    for (const wrong of [['--hedless'], ['extra'], ['--port']]) assert.throws(() => readOptions(wrong), (error: Error) => error.message.endsWith(usage), wrong.join(' '));
  });

  it('take eight ports in a row, as the usage says', () => {
    const read = readOptions(['--port', '4100']);
    assert.ok(read !== 'help');
    assert.deepEqual(read.ports, { page: 4100, bot: 4101, front: 4102, cloud: 4103, postgres: 4104, playgrounds: 4105 });
    const usual = readOptions([]);
    assert.ok(usual !== 'help');
    assert.deepEqual(usual.ports, { page: 3978, bot: 3979, front: 3980, cloud: 3981, postgres: 3982, playgrounds: 56_150 });
  });
});
