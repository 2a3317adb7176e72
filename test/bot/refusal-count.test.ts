import assert from 'node:assert/strict';
import { RefusalCount, type Refusals } from '../../bot/refusal-count.js';

describe('counting refused tokens', () => {
  it('hands a flood over as one count by reason, and nothing when there was none', async () => {
    const recorded: Refusals[] = [];
    const count = new RefusalCount((refusals) => {
      recorded.push(refusals);
      return Promise.resolve();
    });
    await count.flush();
    for (let n = 0; n < 1_000; n += 1) count.add(n % 10 === 0 ? 'service-url' : 'token');
    await count.flush();
    await count.flush();
    count.add('token');
    await count.stop();
    assert.deepEqual(recorded, [{ token: 900, 'service-url': 100 }, { token: 1 }]);
  });

  it('counts again what could not be recorded', async () => {
    const recorded: Refusals[] = [];
    let works = false;
    const count = new RefusalCount((refusals) => {
      if (!works) return Promise.reject(new Error('no database'));
      recorded.push(refusals);
      return Promise.resolve();
    });
    count.add('token');
    await assert.rejects(count.flush(), /no database/);
    count.add('token');
    works = true;
    await count.stop();
    assert.deepEqual(recorded, [{ token: 2 }]);
  });

  it('names who was refused where it was one person by a directory id, and nobody otherwise', async () => {
    const named: string[] = [];
    const count = new RefusalCount((_refusals, from) => {
      named.push(from);
      return Promise.resolve();
    });
    for (const refused of [['one', 'one'], ['one', 'two'], ['one', undefined, 'one'], [undefined], ['two']]) {
      for (const from of refused) count.add('other-tenant', from);
      await count.flush();
    }
    await count.stop();
    assert.deepEqual(named, ['one', 'unknown', 'unknown', 'unknown', 'two']);
  });
});
