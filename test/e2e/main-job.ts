import assert from 'node:assert/strict';
import { people } from '../../infra/local/seed/people.js';
import { textOf } from '../support/teams-client.js';
import { cardOf, type StackWorld } from './stack-world.js';

/** A researcher asks, those concerned decide on cards, the directory follows, everybody hears of it. */
export function doesTheMainJob(world: () => StackWorld): void {
  describe('the main job', () => {
    it('at tier 2: the Investigator approves, and the researcher is a member until they leave', async () => {
      const id = await world().asks('amara', 'request access DS-0005');
      assert.equal((await world().request(id)).state, 'in-review');
      await world().presses('ines', id, 'Approve');
      await world().reaches(id, 'active');
      assert.ok((await world().membersOf(id)).includes(people.amara.id));
      await world().told('amara', id, /The access is ready/);
      await world().told('ines', id, /Ines Carvalho \(Investigator\) approved/);

      await world().presses('amara', id, 'Leave now');
      await world().reaches(id, 'ended');
      assert.ok(!(await world().membersOf(id)).includes(people.amara.id));
      await world().told('ines', id, /The access was given up/);
    });

    it('at tier 3 from outside: two requests, Investigator then Representative, and the data waits for the joining', async () => {
      const inner = await world().asks('amara', 'request access DS-0009');
      const { outer_id: outer } = await world().request(inner);
      assert.ok(outer);
      await world().told('amara', outer, /Joining Arrhythmia families/);

      await world().presses('ines', inner, 'Approve');
      assert.equal((await world().request(inner)).state, 'in-review', 'the Representative is asked after the Investigator');
      await world().presses('tom', inner, 'Approve');
      assert.equal((await world().request(inner)).state, 'approved');
      assert.ok(!(await world().membersOf(inner)).includes(people.amara.id), 'no data before the membership');
      await world().told('amara', inner, /waits for RQ-/);

      await world().presses('ines', outer, 'Approve');
      await world().reaches(outer, 'active');
      await world().reaches(inner, 'active');
      const [first, second] = [await world().request(outer), await world().request(inner)];
      assert.ok(first.activated_at && second.activated_at && first.activated_at <= second.activated_at);
      assert.ok((await world().membersOf(outer)).includes(people.amara.id));
      assert.ok((await world().membersOf(inner)).includes(people.amara.id));
      assert.deepEqual((await world().votes(outer)).length, 1, 'the Representative’s one act covers the package');

      await world().teams.say(world().person('tom'), `RQ-${String(inner)}`);
      const reason = 'The cohort agreement changed.';
      await world().presses('tom', inner, 'Revoke', { comment: reason });
      await world().reaches(inner, 'revoked');
      assert.ok(!(await world().membersOf(inner)).includes(people.amara.id));
      assert.ok((await world().membersOf(outer)).includes(people.amara.id), 'the membership stays');
      await world().told('amara', inner, new RegExp(`The access was revoked[^]*${reason}`));
    });

    it('a denial needs its reason, and the researcher reads it', async () => {
      const id = await world().asks('amara', 'request access DS-0006');
      await world().presses('ines', id, 'Deny');
      assert.equal((await world().request(id)).state, 'in-review', 'no reason, no denial');
      await world().presses('ines', id, 'Deny', { comment: 'Not part of the protocol.' });
      assert.equal((await world().request(id)).state, 'denied');
      assert.match(await world().told('amara', id, /was denied/), /Not part of the protocol\./);
    });

    it('a return is answered by sending it again as the next version, which is decided afresh', async () => {
      const id = await world().asks('amara', 'request access DS-0006', 'Too short.');
      await world().presses('ines', id, 'Send back', { comment: 'Which outcome?' });
      assert.equal((await world().request(id)).state, 'returned');
      await world().told('amara', id, /Which outcome\?/);
      const returned = await world().cardWith('amara', id, 'Change and send again');
      const dialog = cardOf(await world().teams.press(world().person('amara'), returned, 'Change and send again'));
      assert.match(textOf(dialog), /Which outcome\?/, 'what it was sent back with stands on the card');
      const confirm = cardOf(await world().teams.press(world().person('amara'), { ...returned, card: dialog }, 'Next', { purpose: 'Readmission within 90 days.', until: 'in 2 months' }));
      assert.equal((await world().request(id)).state, 'returned', 'nothing is sent before it is confirmed');
      await world().teams.press(world().person('amara'), { ...returned, card: confirm }, 'Send');
      const again = await world().reaches(id, 'in-review');
      assert.equal(again.version, 2);
      assert.equal(again.purpose, 'Readmission within 90 days.');
      await world().told('ines', id, /Readmission within 90 days\.[^]*Approve/);
      await world().presses('ines', id, 'Approve');
      await world().reaches(id, 'active');
      assert.deepEqual((await world().votes(id)).map(({ answer, version }) => [answer, version]), [['return', 1], ['approve', 2]]);
    });

    it('a request that was withdrawn asks nobody any more', async () => {
      const id = await world().asks('amara', 'request access DS-0007');
      const card = await world().cardWith('ines', id, 'Approve');
      await world().presses('amara', id, 'Withdraw now');
      assert.equal((await world().request(id)).state, 'withdrawn');
      await world().teams.press(world().person('ines'), card, 'Approve');
      assert.deepEqual(await world().votes(id), []);
      await world().told('ines', id, /was withdrawn/);
    });

    it('the Project Manager decides before signing in; the sign-in page lets it go on', async () => {
      const jonas = world().person('jonas');
      await world().teams.arrive(jonas);
      const id = await world().asks('amara', 'join WS-0001');
      await world().presses('jonas', id, 'Approve');
      await world().reaches(id, 'awaiting-sign-in');
      assert.ok(!(await world().membersOf(id)).includes(people.amara.id));
      const asked = await world().teams.sees(jonas, /Your sign-in is needed/);
      const link = /"url":"(http[^"]+sign-in\?state=[^"]+)"/.exec(JSON.stringify(asked.card))?.[1] ?? '';

      await world().teams.say(jonas, '123456');
      assert.match(world().lastText('jonas'), /The sign-in did not work/);
      assert.equal((await world().request(id)).state, 'awaiting-sign-in', 'a guessed code changes nothing');

      const page = await (await fetch(link)).text();
      const state = /name="state" value="([^"]+)"/.exec(page)?.[1] ?? '';
      assert.match(page, /Sign in as Jonas Weber/);
      const confirmed = await fetch(new URL('/sign-in', link), { method: 'POST', headers: { origin: new URL(link).origin }, body: new URLSearchParams({ state }) });
      assert.equal(confirmed.status, 200);
      assert.match(await confirmed.text(), /You are signed in/);
      await world().reaches(id, 'active');
      assert.ok((await world().membersOf(id)).includes(people.amara.id));
      await world().teams.sees(jonas, /Signed in/);
      assert.equal((await world().request(id)).grantor_id, people.jonas.id);
      assert.equal((await fetch(link)).status, 410, 'the link works once');
    });
  });
}
