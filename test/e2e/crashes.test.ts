import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { people } from '../../infra/local/seed/people.js';
import { launch } from './launches.js';
import { processesOf, remainingOf } from './stack-processes.js';
import { accepted, requestIn, StackWorld } from './stack-world.js';
import { scratchFolder } from '../support/scratch-folder.js';
import { textOf } from '../support/teams-client.js';

// One state folder through stops, kills and starts: nothing that was said or decided is lost, nothing happens twice, no process stays behind.
describe('stops, crashes and starts', function () {
  this.timeout(180_000);
  // Each goes on where the one before ended.
  this.bail(true);
  let folder: string;
  let world: StackWorld;
  let request: number;

  before(async () => {
    folder = await scratchFolder('stack');
    world = await StackWorld.start(folder);
    for (const key of ['amara', 'ines'] as const) await world.teams.arrive(world.person(key));
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a second start on the same folder says who runs there, and leaves that one alone', async () => {
    const second = await launch(folder, '--port', '0');
    assert.equal(second.status, 1);
    assert.match(second.said, new RegExp(`already runs on .*process ${String(world.stack.process.pid)}`));
    assert.match(second.said, /--state ANOTHER_FOLDER/);
    assert.equal((await fetch(world.stack.ready.healthUrl)).status, 200);
  });

  it('a port in use is named with what it is for, and nothing is left running', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const other = await scratchFolder('stack');
    try {
      const refused = await launch(other, '--port', String(Math.min(port, 65_000) - 1));
      assert.equal(refused.status, 1);
      assert.match(refused.said, new RegExp(`In use: .*port ${String(port)} \\(bot\\)`));
      assert.match(refused.said, /--port ANOTHER/);
      assert.deepEqual(await remainingOf(other, 5), []);
    } finally {
      holder.close();
      await rm(other, { recursive: true, force: true });
    }
  });

  it('stopping lets a turn in flight finish, and leaves no process behind', async () => {
    const amara = world.person('amara');
    await world.teams.say(amara, 'request access DS-0005');
    await world.teams.say(amara, 'Said before the stop.');
    const lena = world.person('lena');
    await world.teams.arrive(lena);
    for (const words of ['request access DS-0006', 'A turn in flight.', 'in 2 months']) await world.teams.say(lena, words);
    const confirm = world.last('lena');
    const seen = await processesOf(folder);
    assert.ok(seen.length >= 5, 'launcher, database, local cloud, bot and remover run');

    const { answer, gone } = await whileLocked(world, `select 1 from people where id = '${people.lena.id}' for update`, async () => {
      const turn = world.teams.press(lena, confirm, 'Send', accepted(confirm.card));
      await isWaiting(world, 'people');
      const ended = once(world.stack.process, 'exit');
      world.stack.process.kill('SIGTERM');
      await pause(1_000);
      return { answer: turn, gone: ended };
    });
    const body = (await answer).body;
    assert.match(textOf(body?.['value']), /RQ-\d+/, `the turn was answered: ${JSON.stringify(body)}`);
    assert.deepEqual(await gone, [0, null]);
    await world.close();
    assert.deepEqual(await remainingOf(folder, 10), []);
    request = requestIn(textOf(body?.['value']));
  });

  it('a dialog goes on after the restart, where it was', async () => {
    world = await StackWorld.start(folder);
    const amara = world.person('amara');
    await world.teams.say(amara, 'in 2 months');
    assert.match(world.lastText('amara'), /Is this right\?/);
    assert.match(world.lastText('amara'), /Said before the stop\./);
    await world.teams.say(amara, 'I accept');
    assert.match(world.lastText('amara'), /RQ-\d+/);
    assert.equal((await world.request(request)).purpose, 'A turn in flight.', 'what was answered before the stop is there');
  });

  it('the bot killed while it carries a request out: the launcher says so, ends with a fault and leaves nothing running', async () => {
    await world.teams.arrive(world.person('ines'));
    const said: string[] = [];
    world.stack.process.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
    const ended = once(world.stack.process, 'exit');
    const group = await groupOf(world, request);
    await whileLocked(world, `select pg_advisory_xact_lock(hashtextextended('${group}/${people.lena.id}', 0))`, async () => {
      await world.vote('ines', request);
      await world.reaches(request, 'fulfilling');
      const bot = (await processesOf(folder)).find(({ command }) => command.includes('bot/main.ts'));
      assert.ok(bot);
      process.kill(bot.pid, 'SIGKILL');
      await ended;
    });
    assert.deepEqual(await ended, [1, null]);
    assert.match(said.join(''), /bot ended by itself \(SIGKILL\)/);
    await world.close();
    assert.deepEqual(await remainingOf(folder, 10), []);
  });

  it('after the restart the request is carried out, once, and everybody concerned is told', async () => {
    world = await StackWorld.start(folder);
    assert.equal((await world.request(request)).state, 'fulfilling');
    assert.deepEqual((await world.membersOf(request)).filter((id) => id === people.lena.id), []);
    // What passes by itself two minutes after the crash; the next sweep finds that nobody is at it.
    await sql`update workflows set leased_until = now() where lease is not null`.execute(world.owner);
    await sql`insert into pgboss.job (name, data) values ('sweep', '{}')`.execute(world.owner);
    await world.reaches(request, 'active');
    assert.equal((await world.membersOf(request)).filter((id) => id === people.lena.id).length, 1);
    await world.teams.say(world.person('lena'), 'help');
    await world.told('lena', request, /The access is ready/);
    const added = await world.db.selectFrom('audit_entries').select('seq').where('request_id', '=', request).where('action', '=', 'membership.add').execute();
    assert.equal(added.length, 1);
    await world.auditVerifies();
  });

  it('the launcher killed: its children end by themselves', async () => {
    const ended = once(world.stack.process, 'exit');
    world.stack.process.kill('SIGKILL');
    await ended;
    await world.close();
    assert.deepEqual(await remainingOf(folder, 20), []);
  });

  it('and the next start finds everything as it was', async () => {
    world = await StackWorld.start(folder);
    assert.equal((await world.request(request)).state, 'active');
    await world.teams.say(world.person('amara'), 'my requests');
    assert.match(world.lastText('amara'), /DS-0005|Island cardiac biomarkers/);
    await world.auditVerifies();
  });
});

/** Runs `work` while a transaction of the owner holds what `lock` takes; gives it back when `work` has ended, or when the database has. */
async function whileLocked<Value>(world: StackWorld, lock: string, work: () => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: world.runtime.ownerDatabaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin');
  await client.query(lock);
  try {
    return await work();
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

/** Waits until a statement of the bot about `table` waits for a lock. A role sees the statements of its own sessions only. */
async function isWaiting(world: StackWorld, table: string): Promise<void> {
  for (let waited = 0; waited < 100; waited += 1) {
    const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like ${`%"${table}"%`} and pid <> pg_backend_pid()`.execute(world.db);
    if (rows.length > 0) return;
    await pause(50);
  }
  assert.fail(`nothing waits for ${table}`);
}

async function groupOf(world: StackWorld, requestId: number): Promise<string> {
  const { workspace_id, dataset_id } = await world.request(requestId);
  const group = await world.db.selectFrom('directory_groups').select('id').where('workspace_id', '=', workspace_id).where('dataset_id', '=', dataset_id).executeTakeFirstOrThrow();
  return group.id;
}
