import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { removerId, tenantId } from '../../../infra/local/seed/people.js';
import { removerSecret, type TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { systemClock } from '../../../services/context/index.js';
import { renewedDatabase, type TestDatabase } from '../../support/database.js';
import { processSurroundings } from '../../support/process-surroundings.js';
import { membersOf, startSeededCloud } from '../azure/azure-fixture.js';
import { endingAccess, groupId, subject } from './ending-access.js';

describe('the remover as a process', function () {
  this.timeout(40_000);
  let cloud: TestCloud;
  let database: TestDatabase;
  let started: ChildProcess[] = [];
  let output = '';

  beforeEach(async () => {
    [cloud, database] = await Promise.all([startSeededCloud(), renewedDatabase()]);
  });
  afterEach(async () => {
    for (const child of started) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    started = [];
    output = '';
    await Promise.all([cloud.remove(), database.drop()]);
  });

  const settings = (): NodeJS.ProcessEnv => ({
    ...processSurroundings(),
    REMOVER_DATABASE_URL: database.url('lockkeeper_remover_process'),
    MICROSOFT_APP_TENANT_ID: tenantId,
    REMOVER_APP_TYPE: 'SingleTenant',
    REMOVER_APP_ID: removerId,
    REMOVER_APP_PASSWORD: removerSecret,
    ENTRA_AUTHORITY: cloud.url,
    GRAPH_URL: cloud.url,
    NODE_EXTRA_CA_CERTS: cloud.caCertificatePath,
  });
  const run = (env: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(process.execPath, ['--import', 'tsx/esm', 'services/processes/remover.ts'], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    started.push(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    }
    return child;
  };
  const runUntilReady = async (): Promise<ChildProcess> => {
    const child = run(settings());
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error(output)))])) as unknown[];
    assert.deepEqual(message, { ready: true });
    return child;
  };
  const removalState = async (): Promise<string | undefined> => (await database.owner.selectFrom('removals').select('state').executeTakeFirst())?.state;
  const removed = async (): Promise<void> => {
    while ((await removalState()) !== 'done') await pause(100);
  };

  it('takes the member out of the group in the directory, records it, and logs neither people nor secrets', async () => {
    const { requestId } = await endingAccess(database, systemClock);
    assert.ok((await membersOf(cloud, groupId)).includes(subject.id));
    await runUntilReady();
    await removed();
    assert.ok(!(await membersOf(cloud, groupId)).includes(subject.id));
    assert.equal((await database.owner.selectFrom('requests').select('state').where('id', '=', requestId).executeTakeFirstOrThrow()).state, 'revoked');
    assert.match(output, /"workflowId":\d+,"correlationId":"[0-9a-f-]{36}","msg":"removal handled"/);
    for (const secret of [removerSecret, subject.id, subject.name, subject.mail, 'Bearer', 'postgres://']) assert.ok(!output.includes(secret), secret);
  });

  it('finishes on SIGTERM, and a later one goes on with what still waits', async () => {
    const first = await runUntilReady();
    first.kill('SIGTERM');
    assert.deepEqual(await once(first, 'exit'), [0, null]);
    await endingAccess(database, systemClock);
    await runUntilReady();
    await removed();
  });

  it('tries again when the directory comes back', async () => {
    await endingAccess(database, systemClock);
    await cloud.stop();
    await runUntilReady();
    while (!output.includes('removal failed')) await pause(50);
    assert.match(output, /"code":"directory-unavailable"/);
    assert.equal(await removalState(), 'queued');
    await cloud.restart();
    await removed();
  });

  it('ends when its parent has gone', async () => {
    const child = await runUntilReady();
    child.disconnect();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('says everything that is wrong with its settings, and fails', async () => {
    const child = run({ PATH: process.env['PATH'], REMOVER_APP_TYPE: 'SingleTenant' });
    const [code] = (await once(child, 'exit')) as unknown[];
    assert.equal(code, 1);
    for (const name of ['REMOVER_DATABASE_URL', 'MICROSOFT_APP_TENANT_ID', 'REMOVER_APP_ID', 'REMOVER_APP_PASSWORD']) assert.match(output, new RegExp(`^ {2}${name}: `, 'm'));
  });

  it('fails when the database refuses it, and says so without its address', async () => {
    const child = run({ ...settings(), REMOVER_DATABASE_URL: database.url('lockkeeper_remover_process').replace(/:[^:@]+@/, ':wrong-password@') });
    const [code] = (await once(child, 'exit')) as unknown[];
    assert.equal(code, 1);
    assert.match(output, /could not start/);
    assert.doesNotMatch(output, /wrong-password/);
  });
});
