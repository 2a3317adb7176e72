import assert from 'node:assert/strict';
import { forgetDelivered } from '../../../services/notifications/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { TestClock } from '../../support/surroundings.js';

describe('messages of long ago', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it('are forgotten a month after they were sent or given up, and never while they wait', async () => {
    const clock = new TestClock();
    const { db } = database;
    const states = ['sent', 'given-up', 'pending'] as const;
    await db
      .insertInto('outbox')
      .values(states.map((state) => ({ recipient_id: state, request_id: null, kind: 'tell', payload: '{}', state, available_at: clock.now(), created_at: clock.now(), correlation_id: 'c' })))
      .execute();
    const left = async (): Promise<readonly string[]> => (await db.selectFrom('outbox').select('state').orderBy('state').execute()).map(({ state }) => state);
    clock.advance({ days: 29 });
    await forgetDelivered({ db, clock });
    assert.equal((await left()).length, 3);
    clock.advance({ days: 2 });
    await forgetDelivered({ db, clock });
    assert.deepEqual(await left(), ['pending']);
  });
});
