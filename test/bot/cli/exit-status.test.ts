import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { documentOf, type Operated } from '../../support/operator-terminal.js';
import { processSurroundings } from '../../support/process-surroundings.js';

/** The command as an operator's shell or a scheduled job runs it: `DATABASE_URL` is all that it is given. */
async function run(args: readonly string[], DATABASE_URL: string): Promise<Operated> {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'bot/cli/lockkeeper.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...processSurroundings(), DATABASE_URL } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => { said.out += chunk.toString('utf8'); });
  child.stderr.on('data', (chunk: Buffer) => { said.err += chunk.toString('utf8'); });
  await once(child, 'close');
  return { status: child.exitCode ?? -1, ...said };
}

describe('the exit status of an operators’ command, in a process of its own', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it('is 0 when all is well, 1 when something bad was found, 2 when it could not run; standard output is one JSON document', async function () {
    this.timeout(90_000);
    const url = database.url('lockkeeper_bot');
    const [well, failed] = await Promise.all([run(['audit', 'verify', '--json'], url), run(['audit', 'verify', '--json'], 'postgres://bot:hunter2@127.0.0.1:1/lockkeeper')]);
    assert.deepEqual([well.status, well.err, documentOf(well)['ok']], [0, '', true]);
    assert.deepEqual([failed.status, documentOf(failed)], [2, { ok: false, error: failed.err.trimEnd() }]);

    await sql.raw(`alter table audit_entries disable trigger user; update audit_entries set outcome = 'refused'`).execute(database.owner);
    const [bad, misspelt] = await Promise.all([run(['audit', 'verify', '--json'], url), run(['audit', 'verfy'], url)]);
    assert.deepEqual([bad.status, bad.err, documentOf(bad)['fault']], [1, '', 'column-differs']);
    assert.deepEqual([misspelt.status, misspelt.out], [2, '']);
  });
});
