import assert from 'node:assert/strict';
import { NpmStart } from './npm-start.js';

const parts = ['infra/local/start.ts', 'infra/local/postgres-process.ts', 'infra/local/cloud/main.ts', 'bot/main.ts', 'services/processes/remover.ts', '/bin/postgres'];

describe('npm start', function () {
  this.timeout(90_000);
  let start: NpmStart;

  afterEach(() => start.dispose());

  it('leaves no process behind when npm is told to end', async () => {
    start = await NpmStart.run('--headless');
    await start.says('"ready":true');
    const running = await start.processes();
    for (const part of parts) assert.ok(running.some((command) => command.includes(part)), part);
    assert.ok(await start.has('mail'), 'there is a folder for mail before the first mail');

    await start.killNpm('SIGTERM');
    await start.nothingIsLeft();
    assert.ok(!(await start.has('lock')), 'the state folder has been given back');
  });

  it('leaves no process behind when npm is killed while it starts', async () => {
    start = await NpmStart.run();
    await start.leadsTo('/bin/postgres');
    await start.killNpm('SIGKILL');
    await start.nothingIsLeft();
    assert.match(start.said, /Stopping…\nStopped\.\n$/);
    assert.doesNotMatch(start.said, /Lockkeeper runs|did not start/);
    assert.ok(!(await start.has('lock')), 'the state folder has been given back');
  });
});
