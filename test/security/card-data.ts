import assert from 'node:assert/strict';
import type { StackWorld } from '../e2e/stack-world.js';
import { textOf, type Answer } from '../support/teams-client.js';

/** Who sees a card can change and replay its data: only what fits exactly is taken, and it gives nobody a right or a hint. */
export function distrustsCardData(world: () => StackWorld): void {
  describe('data of cards', () => {
    let request: number;
    const approve = (): Record<string, unknown> => ({ verb: 'request.approve', requestId: request, version: 1 });

    before(async () => {
      request = (await world().submitted('lena', { workspace: 1, dataset: 2 })).id;
    });
    afterEach(async () => {
      assert.equal((await world().request(request)).state, 'in-review', 'the request is untouched');
      assert.deepEqual(await world().votes(request), []);
    });

    const malformed: readonly (readonly [name: string, data: () => unknown])[] = [
      ['no data', () => undefined],
      ['null', () => null],
      ['a list', () => [approve()]],
      ['a text', () => 'request.approve'],
      ['an empty object', () => ({})],
      ['a verb that does not exist', () => ({ ...approve(), verb: 'request.approve-all' })],
      ['a verb of every object', () => ({ ...approve(), verb: 'constructor' })],
      ['a verb of the prototype', () => ({ ...approve(), verb: '__proto__' })],
      ['a verb that is no text', () => ({ ...approve(), verb: ['request.approve'] })],
      ['the number as text', () => ({ ...approve(), requestId: String(request) })],
      ['the number readable by people', () => ({ ...approve(), requestId: `RQ-${String(request).padStart(4, '0')}` })],
      ['a broken number', () => ({ ...approve(), requestId: request + 0.5 })],
      ['a negative number', () => ({ ...approve(), requestId: -request })],
      ['zero', () => ({ ...approve(), requestId: 0 })],
      ['a number beyond the database', () => ({ ...approve(), requestId: 2_147_483_648 })],
      ['a number beyond numbers', () => ({ ...approve(), requestId: 1e300 })],
      ['a list of numbers', () => ({ ...approve(), requestId: [request] })],
      ['an object for the number', () => ({ ...approve(), requestId: { valueOf: request } })],
      ['true for the number', () => ({ ...approve(), requestId: true })],
      ['no version', () => ({ verb: 'request.approve', requestId: request })],
      ['version zero', () => ({ ...approve(), version: 0 })],
      ['a text for the version', () => ({ ...approve(), version: '1' })],
      ['a field too many', () => ({ ...approve(), actorId: world().person('ines').aadObjectId })],
      ['a field that claims a role', () => ({ ...approve(), roles: ['investigator'] })],
      ['a constructor', () => ({ ...approve(), constructor: { prototype: { admin: true } } })],
      ['an object for the comment', () => ({ ...approve(), comment: { text: 'yes' } })],
      ['ten thousand characters of comment', () => ({ ...approve(), comment: 'x'.repeat(10_000) })],
      ['a denial without a reason', () => ({ ...approve(), verb: 'request.deny' })],
      ['a denial with a blank reason', () => ({ ...approve(), verb: 'request.deny', comment: ' \u00a0\n\t ' })],
    ];
    for (const [name, data] of malformed) {
      it(`takes ${name} for what it is, by Action.Execute and by Action.Submit`, async () => {
        const { teams } = world();
        const ines = world().person('ines');
        const sent = data();
        const seen = teams.chat(ines).length;
        const before = await world().auditHead();
        const executed = await teams.post(teams.activity(ines, { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', data: sent }, trigger: 'manual' } }));
        assertExplained(world(), executed, seen);
        const submitted = await teams.post(teams.activity(ines, { type: 'message', value: sent }));
        assert.equal(submitted.status, 200);
        const notices = teams.chat(ines).slice(seen).filter(({ card }) => explained.test(textOf(card)));
        // A message without an object is no button: it is answered as words are.
        const buttons = typeof sent === 'object' && sent !== null ? 2 : 1;
        assert.equal(notices.length, buttons);
        const onRecord = (await world().auditSince(before)).filter(({ action, outcome, actor_id }) => action === 'card.act' && outcome === 'refused' && actor_id === ines.aadObjectId);
        assert.equal(onRecord.length, buttons, 'each refusal is on record');
      });
    }

    it('refuses a verb beside the data that is not the one in it', async () => {
      const seen = world().teams.chat(world().person('ines')).length;
      const answer = await world().teams.execute(world().person('ines'), { ...approve(), verb: 'request.show' }, { verb: 'request.approve' });
      assertExplained(world(), answer, seen);
    });

    it('takes nothing from an action that is not the kind cards send', async () => {
      const { teams } = world();
      for (const value of [undefined, null, 7, 'x', [], { action: null }, { action: { type: 'Action.Http', data: approve() } }, { action: { type: 'Action.Execute', data: approve(), verb: 5 } }]) {
        const seen = teams.chat(world().person('ines')).length;
        assertExplained(world(), await teams.post(teams.activity(world().person('ines'), { type: 'invoke', name: 'adaptiveCard/action', value })), seen);
      }
    });

    it('refuses an activity that names a prototype, before anything copies it', async () => {
      const { teams } = world();
      const data = JSON.parse(`{"verb":"request.approve","requestId":${String(request)},"version":1,"__proto__":{"admin":true}}`) as unknown;
      const action = { action: { type: 'Action.Execute', verb: 'request.approve', data }, trigger: 'manual' };
      assert.equal((await teams.post(teams.activity(world().person('ines'), { type: 'invoke', name: 'adaptiveCard/action', value: action }))).status, 400);
      assert.equal((await teams.post(teams.activity(world().person('ines'), { type: 'message', value: data }))).status, 400);
    });

    it('a card that renews itself changes nothing, whatever its action', async () => {
      const { teams } = world();
      for (const verb of ['request.approve', 'request.withdraw', 'request.sign-in', 'request.show']) {
        const data = verb === 'request.show' ? { verb, requestId: request } : { ...approve(), verb };
        const answer = await teams.post(teams.activity(world().person('ines'), { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'automatic' } }));
        assert.equal(answer.body?.['type'], 'application/vnd.microsoft.card.adaptive', verb);
      }
      const own = { action: { type: 'Action.Execute', verb: 'request.withdraw', data: { verb: 'request.withdraw', requestId: request, version: 1 } }, trigger: 'automatic' };
      assert.equal((await teams.post(teams.activity(world().person('lena'), { type: 'invoke', name: 'adaptiveCard/action', value: own }))).status, 200);
    });

    const onRequests: readonly (readonly [verb: string, more: object])[] = [
      ['request.show', {}],
      ['request.history', {}],
      ...['approve', 'withdraw', 'leave', 'retry', 'abandon', 'accept-commitments', 'resubmit', 'sign-in'].map((action) => [`request.${action}`, { version: 1 }] as const),
      ...['deny', 'return', 'revoke'].map((action) => [`request.${action}`, { version: 1, comment: 'because' }] as const),
    ];
    for (const [verb, more] of onRequests) {
      it(`${verb}: somebody else’s request and one that never existed get the same answer`, async () => {
        const theirs = await answersTo(world(), { verb, requestId: request, ...more });
        const nobodys = await answersTo(world(), { verb, requestId: 900_000 + request, ...more });
        assert.deepEqual(theirs, nobodys);
        assert.match(theirs.join('\n'), /Not found, or not yours|nothing by that name/);
        assert.doesNotMatch(theirs.join('\n'), /ECG|Lena/);
      });
    }
    for (const words of ['RQ-', 'history RQ-', 'withdraw RQ-', 'leave RQ-', 'request RQ-']) {
      it(`“${words}…” in words says the same of both, too`, async () => {
        const { teams } = world();
        const amara = world().person('amara');
        await teams.say(amara, `${words}${String(request)}`);
        const theirs = withoutNumbers(world().last('amara').card);
        await teams.say(amara, `${words}${String(900_000 + request)}`);
        assert.equal(theirs, withoutNumbers(world().last('amara').card));
        assert.match(theirs, /Not found, or not yours/);
      });
    }

    it('a hidden dataset and one that never existed get the same answer', async () => {
      const { teams } = world();
      const amara = world().person('amara');
      const answers: string[] = [];
      for (const id of ['DS-0012', 'DS-0812']) {
        for (const words of [id, `request access ${id}`]) {
          await teams.say(amara, words);
          answers.push(withoutNumbers(world().last('amara').card));
        }
      }
      assert.deepEqual(answers.slice(0, 2), answers.slice(2));
      await teams.say(amara, 'datasets mortality death survival');
      assert.doesNotMatch(world().lastText('amara'), /Mortality after discharge/);
    });

    it('the message extension shows nobody else’s requests and no hidden dataset', async () => {
      const { teams } = world();
      const search = async (commandId: string, value: string): Promise<string> =>
        JSON.stringify((await teams.post(teams.activity(world().person('amara'), { type: 'invoke', name: 'composeExtension/query', value: { commandId, parameters: [{ name: 'query', value }] } }))).body);
      assert.match(await search('searchDatasets', 'heart failure'), /DS-0001/, 'the search works');
      assert.doesNotMatch(await search('searchDatasets', 'mortality'), /DS-0012|Mortality after/);
      assert.doesNotMatch(await search('searchRequests', `RQ-${String(request).padStart(4, '0')}`), new RegExp(`RQ-0*${String(request)}\\b`));
    });
  });
}

/** The notices that explain what was wrong with an action. */
const explained = /That was not understood|A reason is needed|Too long/;

/** Ines was told since her chat held `seen` messages; others may come in between. */
function assertExplained(world: StackWorld, answer: Answer, seen: number): void {
  assert.equal(answer.status, 200, JSON.stringify(answer));
  assert.match(textOf(world.teams.chat(world.person('ines')).slice(seen).map(({ card }) => card)), explained);
}

/** Everything that a person gets for a button: the body, and what the chat shows beside it; numbers made equal. */
async function answersTo(world: StackWorld, data: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const amara = world.person('amara');
  const seen = world.teams.chat(amara).length;
  const answer = await world.teams.execute(amara, data);
  assert.equal(answer.status, 200);
  return [withoutNumbers(answer.body), ...world.teams.chat(amara).slice(seen).map(({ card, text }) => `${withoutNumbers(card)}${text ?? ''}${textOf(card).length > 0 ? '' : 'empty'}`)];
}

const withoutNumbers = (value: unknown): string => JSON.stringify(value).replace(/\d+/g, '#').replace(/[0-9a-f#]{8}-[0-9a-f#-]{20,}/g, '#');
