import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { StackWorld } from '../e2e/stack-world.js';
import { textOf } from '../support/teams-client.js';

/** Clicks, deliveries and deciders that come more than once. */
export function countsOnce(world: () => StackWorld): void {
  describe('the same thing more than once', () => {
    it('nobody decides on their own request', async () => {
      const { id } = await world().submitted('ines', { workspace: 2, dataset: 6 });
      const answer = await world().vote('ines', id);
      assert.equal(answer.status, 200);
      assert.match(textOf(world().teams.chat(world().person('ines')).slice(-2).map(({ card }) => card)), /Not on your own request/);
      assert.deepEqual(await world().votes(id), []);
      assert.equal((await world().request(id)).state, 'in-review');
      await world().vote('jonas', id, 'deny', { comment: 'not needed' });
    });

    it('of two people who decide at once one decides, and the other is told', async () => {
      const { id } = await world().submitted('lena', { workspace: 2, dataset: 5, purpose: 'Two at once' });
      // For Lena's data the Investigator decides alone; joining is open to the Project Manager as well.
      await world().vote('ines', id, 'deny', { comment: 'only to make room' });
      const joining = await world().submitted('amara', { workspace: 1 });
      const [ines, jonas] = await Promise.all([world().vote('ines', joining.id), world().vote('jonas', joining.id, 'deny', { comment: 'no room' })]);
      assert.equal(ines.status, 200);
      assert.equal(jonas.status, 200);
      assert.equal((await world().votes(joining.id)).length, 1);
      const told = (['ines', 'jonas'] as const).filter((key) => world().teams.chat(world().person(key)).slice(-4).some(({ card }) => /Already decided/.test(textOf(card))));
      assert.equal(told.length, 1, 'exactly one was second');
    });

    it('the same click ten times is one vote', async () => {
      const { id } = await world().submitted('lena', { workspace: 3, dataset: 9 });
      const answers = await Promise.all(Array.from({ length: 10 }, () => world().vote('ines', id, 'approve', { version: 1 })));
      assert.ok(answers.every(({ status, body }) => status === 200 && body?.['type'] === 'application/vnd.microsoft.card.adaptive'), JSON.stringify(answers));
      assert.equal((await world().votes(id)).filter(({ person_id }) => person_id === world().person('ines').aadObjectId).length, 1);
    });

    it('the same delivery four times at once, and again later, is handled once and gets the same answer', async () => {
      const { id } = await world().submitted('lena', { workspace: 2, dataset: 4 });
      const head = await world().auditHead();
      const activity = randomUUID();
      const deliver = () => world().vote('ines', id, 'return', { version: 1, comment: 'Please say more.', id: activity });
      const atOnce = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
      const later = [await deliver(), await deliver()];
      const [first, ...others] = [...atOnce, ...later];
      assert.match(JSON.stringify(first?.body), /Please say more/);
      for (const other of others) assert.deepEqual(other, first);
      const entries = (await world().auditSince(head)).filter(({ request_id, action }) => request_id === id && action === 'request.return');
      assert.equal(entries.length, 1, 'the command ran once');
    });

    it('the same message four times is answered once', async () => {
      const { teams } = world();
      const lena = world().person('lena');
      const activity = teams.activity(lena, { type: 'message', text: 'my requests' });
      const seen = teams.chat(lena).length;
      const answers = await Promise.all([teams.post(activity), teams.post(activity), teams.post(activity), teams.post(activity)]);
      answers.push(await teams.post(activity));
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200, 200, 200]);
      assert.equal(teams.chat(lena).slice(seen).filter(({ card }) => /My requests/.test(textOf(card))).length, 1);
    });

    it('the same id in another conversation is another activity', async () => {
      const { teams } = world();
      const id = randomUUID();
      const lena = world().person('lena');
      const elsewhere = { ...lena, conversationId: 'personal-lena-too' };
      await teams.post(teams.activity(lena, { type: 'message', text: 'help', id }));
      await teams.post(teams.activity(elsewhere, { type: 'message', text: 'help', id }));
      assert.equal(teams.chat(elsewhere).length, 1);
    });

    it('a card of an earlier version decides nothing, and is replaced by the current one', async () => {
      const { teams } = world();
      const returned = await world().db.selectFrom('requests').select('id').where('state', '=', 'returned').orderBy('id', 'desc').executeTakeFirstOrThrow();
      const lena = world().person('lena');
      await teams.execute(lena, { verb: 'request.resubmit', requestId: returned.id, version: 1 });
      await teams.say(lena, 'in 2 months');
      await teams.say(lena, 'send');
      const request = await world().reaches(returned.id, 'in-review');
      assert.equal(request.version, 2);
      const stale = await world().vote('ines', returned.id, 'approve', { version: 1 });
      assert.match(world().lastText('ines'), /This card is out of date/);
      assert.match(JSON.stringify(stale.body), /"version":2/, 'the answer is the current card');
      assert.deepEqual((await world().votes(returned.id)).filter(({ version }) => version === 2), []);
      await world().vote('ines', returned.id, 'approve', { version: 3 });
      assert.match(world().lastText('ines'), /This card is out of date/, 'nor does one of a later version');
    });
  });
}
