import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { people } from '../../infra/local/seed/people.js';
import type { SeedKey, StackWorld } from './stack-world.js';

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
      // The chat has the message before the bot has written down that it was sent.
      await world().quiet();
      assert.equal((await askedOfInes(id)).state, 'sent');
    });

    it('whoever has removed the app is not written to, the request goes on, and what waited comes when they are back', async () => {
      await world().quiet();
      world().teams.refuseNext.push({ status: 403 });
      const { id } = await world().submitted('ines', { workspace: 2, dataset: 6 });
      await world().quiet();
      const lost = await world().db.selectFrom('conversation_references').select('person_id').where(sql<boolean>`reference = 'null'::jsonb`).executeTakeFirstOrThrow();
      const toThem = () => world().db.selectFrom('outbox').select(['state', 'failure']).where('request_id', '=', id).where('recipient_id', '=', lost.person_id).execute();
      // The chat is forgotten before it is written down what the message waits for.
      while (!(await toThem()).some(({ state, failure }) => state === 'pending' && failure === 'no-contact')) await pause(50);
      assert.equal((await world().request(id)).state, 'in-review');

      const key = (Object.keys(people) as SeedKey[]).find((one) => people[one].id === lost.person_id);
      assert.ok(key);
      await world().teams.say(world().person(key), 'help');
      await world().quiet();
      const then = await toThem();
      assert.ok(then.length > 0 && then.every(({ state }) => state === 'sent'), JSON.stringify(then));
    });
  });
}
