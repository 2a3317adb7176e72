import assert from 'node:assert/strict';
import { deliverOutbox, releaseFor, type Delivered, type Delivery, type OutboxMessage } from '../../../services/notifications/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { surroundings, TestClock } from '../../support/surroundings.js';

/** An answer that a test gives when it wants to. */
class Held {
  readonly asked = Promise.withResolvers<undefined>();
  readonly answer = Promise.withResolvers<Delivery>();
}

describe('leasing messages', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let clock: TestClock;
  let said: string[];

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.owner.deleteFrom('outbox').execute();
    clock = new TestClock();
    said = [];
  });

  /** Queues messages, named by what they tell, `recipient name`. */
  const queue = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) {
      await database.db
        .insertInto('outbox')
        .values({ recipient_id: name.split(' ')[0] ?? '', request_id: null, kind: 'tell', payload: JSON.stringify({ name }), state: 'pending', available_at: clock.now(), created_at: clock.now(), correlation_id: 'c' })
        .execute();
    }
  };
  /** No other lane of the run may look again after the test has moved the clock. */
  const oneLane = { atOnce: 1, sendMs: 60_000 };
  const nameOf = ({ payload }: OutboxMessage): string => String(payload['name']);
  const rows = () => database.db.selectFrom('outbox').select(['id', 'recipient_id', 'state', 'attempts', 'failure', 'available_at']).orderBy('id').execute();
  const deliver = (answers: Readonly<Record<string, Delivery | Held>> = {}, pace = { atOnce: 3, sendMs: 5_000 }): Promise<Delivered> =>
    deliverOutbox(surroundings(database, clock), {
      deliver: async (message) => {
        const name = nameOf(message);
        said.push(name);
        const answer = answers[name] ?? { kind: 'sent' };
        if (!(answer instanceof Held)) return answer;
        answer.asked.resolve(undefined);
        return answer.answer.promise;
      },
    }, pace);

  it('the attempt is counted before the message is sent, and nothing is locked meanwhile', async () => {
    await queue('amara 1');
    const held = new Held();
    const run = deliver({ 'amara 1': held });
    await held.asked.promise;
    assert.deepEqual((await rows()).map(({ state, attempts }) => [state, attempts]), [['pending', 1]]);
    await database.db.transaction().execute((trx) => trx.selectFrom('outbox').select('id').forUpdate().noWait().execute());
    held.answer.resolve({ kind: 'sent' });
    assert.deepEqual(await run, { sent: 1, nextInMs: undefined });
    assert.equal((await rows())[0]?.state, 'sent');
  });

  it('who never answers holds nobody else up, and has all their messages left', async () => {
    await queue('silent 1', 'silent 2', 'silent 3', 'silent 4', 'lena 1', 'omar 1', 'lena 2');
    const { sent, nextInMs } = await deliver({ 'silent 1': new Held() }, { atOnce: 2, sendMs: 300 });
    assert.equal(sent, 3);
    assert.equal(nextInMs, 2_000);
    assert.deepEqual([...said].sort(), ['lena 1', 'lena 2', 'omar 1', 'silent 1']);
    const left = (await rows()).filter(({ state }) => state === 'pending');
    assert.deepEqual(left.map(({ attempts, failure }) => [attempts, failure]), [[1, 'no-answer'], [0, null], [0, null], [0, null]]);
  });

  it('others are sent to while one does not answer', async () => {
    await queue('silent 1', 'lena 1');
    const held = new Held();
    const run = deliver({ 'silent 1': held });
    await held.asked.promise;
    for (let waited = 0; waited < 500 && !(await rows()).some(({ recipient_id, state }) => recipient_id === 'lena' && state === 'sent'); waited += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual((await rows()).map(({ state }) => state), ['pending', 'sent']);
    held.answer.resolve({ kind: 'sent' });
    assert.equal((await run).sent, 2);
  });

  it('a message on its way keeps the later ones to the same person waiting, in every instance', async () => {
    await queue('amara 1', 'amara 2', 'amara 3');
    const held = new Held();
    const run = deliver({ 'amara 1': held });
    await held.asked.promise;
    assert.deepEqual(await deliver(), { sent: 0, nextInMs: undefined });
    held.answer.resolve({ kind: 'sent' });
    await run;
    assert.deepEqual(said, ['amara 1', 'amara 2', 'amara 3']);
  });

  it('what a sender took that is gone is sent again after its lease, not before', async () => {
    await queue('amara 1', 'amara 2');
    const held = new Held();
    void deliver({ 'amara 1': held }, oneLane);
    await held.asked.promise;
    clock.advance({ minutes: 0.49 });
    await deliver();
    assert.deepEqual(said, ['amara 1']);
    clock.advance({ minutes: 0.02 });
    await deliver();
    assert.deepEqual(said, ['amara 1', 'amara 1', 'amara 2']);
    assert.deepEqual((await rows()).map(({ attempts }) => attempts), [2, 1]);
    held.answer.resolve({ kind: 'sent' });
  });

  it('an outcome that comes after the lease changes nothing of what another sender recorded', async () => {
    await queue('amara 1');
    const slow = new Held();
    const first = deliver({ 'amara 1': slow }, oneLane);
    await slow.asked.promise;
    clock.advance({ minutes: 1 });
    await deliver({ 'amara 1': { kind: 'later', afterMs: 7_000, failure: 'status-429' } });
    const before = await rows();
    slow.answer.resolve({ kind: 'refused', failure: 'status-400' });
    assert.deepEqual(await first, { sent: 0, nextInMs: undefined });
    assert.deepEqual(await rows(), before);
    assert.equal(before[0]?.failure, 'status-429');
  });

  it('waiting for contact is no attempt, however long', async () => {
    await queue('amara 1');
    for (let hour = 0; hour < 50; hour += 1) {
      await deliver({ 'amara 1': { kind: 'no-contact' } });
      clock.advance({ minutes: 61 });
    }
    assert.deepEqual((await rows()).map(({ state, attempts, failure }) => [state, attempts, failure]), [['pending', 0, 'no-contact']]);
    assert.equal(said.length, 50, 'tried again every hour');
  });

  it('one whose every sender ended without a word is given up in the end', async () => {
    await queue('amara 1');
    await database.db.updateTable('outbox').set({ attempts: 40 }).execute();
    await deliver();
    assert.deepEqual(said, []);
    assert.deepEqual((await rows()).map(({ state, failure }) => [state, failure]), [['given-up', 'attempts']]);
  });

  describe('contact', () => {
    const release = (waiting: 'for-contact' | 'at-all'): Promise<boolean> => database.db.transaction().execute((trx) => releaseFor(trx, 'amara', clock.now(), waiting));

    it('releases what waits for it, whatever chat it is', async () => {
      await queue('amara 1', 'lena 1');
      await deliver({ 'amara 1': { kind: 'no-contact' }, 'lena 1': { kind: 'no-contact' } });
      assert.equal(await release('for-contact'), true);
      await deliver();
      // The two are written to at the same time.
      assert.deepEqual([said.slice(0, 2).toSorted(), said.slice(2)], [['amara 1', 'lena 1'], ['amara 1']]);
    });

    it('in the same chat leaves what the channel asked to wait; in a new one not', async () => {
      await queue('amara 1');
      await deliver({ 'amara 1': { kind: 'later', afterMs: 60_000, failure: 'status-429' } });
      assert.equal(await release('for-contact'), false);
      assert.equal(await release('at-all'), true);
      await deliver();
      assert.deepEqual(said, ['amara 1', 'amara 1']);
    });

    it('leaves a message that is on its way with its sender', async () => {
      await queue('amara 1');
      const held = new Held();
      const run = deliver({ 'amara 1': held });
      await held.asked.promise;
      assert.equal(await release('at-all'), false);
      await deliver();
      assert.deepEqual(said, ['amara 1']);
      held.answer.resolve({ kind: 'sent' });
      assert.equal((await run).sent, 1);
    });
  });
});
