import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { tellWhatWaits } from '../../bot/waiting.js';
import { botTemplate } from '../../infra/templates/bot/bot.js';
import { renewedDatabase, type TestDatabase } from '../support/database.js';
import { TestClock } from '../support/surroundings.js';

describe('telling what waits', () => {
  let database: TestDatabase;
  let clock: TestClock;
  beforeEach(async () => {
    database = await renewedDatabase();
    clock = new TestClock();
    for (const id of ['amara', 'lena']) await database.owner.insertInto('people').values({ id, name: id, mail: `${id}@northgate.example`, user_type: 'member', enabled: true, updated_at: clock.now() }).execute();
  });
  afterEach(() => database.drop());

  const told = async (): Promise<readonly object[]> => {
    const lines: object[] = [];
    await tellWhatWaits({ db: database.db, clock }, { warn: (fields) => lines.push(fields) });
    return lines;
  };
  const message = (recipient_id: string, more: { readonly minutes: number; readonly failure?: string; readonly state?: 'pending' | 'sent' }): Promise<unknown> =>
    database.owner
      .insertInto('outbox')
      .values({ kind: 'refresh', recipient_id, payload: '{}', correlation_id: randomUUID(), state: more.state ?? 'pending', failure: more.failure ?? null, available_at: new Date(clock.now().getTime() + more.minutes * 60_000), created_at: clock.now() })
      .execute();
  const job = async (queue: 'workflow' | 'removal', since: string, state = 'created'): Promise<void> => {
    await database.jobs.sendNow(queue, {});
    await sql`update pgboss.job set start_after = now() - ${since}::interval, state = ${state}::pgboss.job_state where name = ${queue}`.execute(database.owner);
  };

  it('is silent while nothing waits, or not for long', async () => {
    assert.deepEqual(await told(), []);
    await message('amara', { minutes: -0.5 });
    await message('lena', { minutes: -20, state: 'sent' });
    await job('workflow', '30 seconds');
    await job('removal', '-1 hour');
    assert.deepEqual(await told(), []);
  });

  it('names each queue with the age of the oldest that is due and not taken', async () => {
    await message('amara', { minutes: -15 });
    await message('lena', { minutes: -5 });
    await job('removal', '12 minutes', 'retry');
    assert.deepEqual(await told(), [{ queue: 'removal', oldestWaitingSeconds: 720 }, { queue: 'messages', oldestWaitingSeconds: 900 }]);
  });

  it('leaves out a job that is being worked on', async () => {
    await job('workflow', '12 minutes', 'active');
    assert.deepEqual(await told(), []);
  });

  it('leaves out what waits behind a message to somebody who has not spoken to the bot yet', async () => {
    await message('amara', { minutes: 40, failure: 'no-contact' });
    await message('amara', { minutes: -30 });
    assert.deepEqual(await told(), []);
  });

  it('writes the field that the alert reads', async () => {
    await message('amara', { minutes: -11 });
    const [line] = await told();
    const query = /toint\(line\.(oldest\w+)\) > (\d+)/.exec(JSON.stringify(botTemplate()));
    assert.ok(query?.[1] && line);
    assert.ok(Number((line as Record<string, unknown>)[query[1]]) > Number(query[2]));
  });
});
