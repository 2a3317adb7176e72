import assert from 'node:assert/strict';
import { people } from '../../infra/local/seed/people.js';
import type { StackWorld } from './stack-world.js';

/** Messages of the outbox through the real SDK, to a channel that refuses. */
export function delivers(world: () => StackWorld): void {
  describe('deliveries', () => {
    const askedOfInes = (requestId: number): Promise<{ readonly state: string; readonly failure: string | null; readonly attempts: number }> =>
      world().db.selectFrom('outbox').select(['state', 'failure', 'attempts']).where('request_id', '=', requestId).where('recipient_id', '=', people.ines.id).where('kind', '=', 'ask').executeTakeFirstOrThrow();

    it('a channel that asks to wait is waited for, then the message comes', async () => {
      await world().quiet();
      const begun = Date.now();
      world().teams.refuseNext.push({ status: 429, headers: { 'retry-after': '3' } });
      const { id } = await world().submitted('amara', { workspace: 1, dataset: 3, alsoJoin: true });
      await world().told('ines', id, /For you to decide/);
      assert.ok(Date.now() - begun >= 3_000, 'not earlier than the channel asked');
      assert.equal((await askedOfInes(id)).state, 'sent');
    });

    it('somebody who has removed the app is given up, visibly, and the request goes on without the message', async () => {
      await world().quiet();
      world().teams.refuseNext.push({ status: 403 });
      const { id } = await world().submitted('ines', { workspace: 2, dataset: 6 });
      await world().quiet();
      const given = await world().db.selectFrom('outbox').select(['failure']).where('request_id', '=', id).where('state', '=', 'given-up').execute();
      assert.deepEqual(given, [{ failure: 'status-403' }]);
      assert.equal((await world().request(id)).state, 'in-review');
    });
  });
}
