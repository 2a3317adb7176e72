import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { StackWorld } from '../e2e/stack-world.js';
import { textOf, type Answer, type TestPersona } from '../support/teams-client.js';

const otherTenant = '99999999-1111-4222-8333-444444444444';

interface Stranger {
  readonly name: string;
  /** What differs from an activity of a known person. */
  readonly more: (tenantId: string) => object;
  readonly told: RegExp;
  readonly reason: string;
}

const from = (persona: TestPersona, more: object): object => ({ from: { id: persona.userId, name: persona.name, ...more } });

/** Who is no person of this tenant with a place here is told so; the refusal is on record and nothing else happens. */
export function refusesStrangers(world: () => StackWorld): void {
  describe('people who have no place here', () => {
    let request: number;
    before(async () => {
      request = (await world().submitted('lena', { workspace: 2, dataset: 6 })).id;
    });

    const strangers: readonly Stranger[] = [
      { name: 'another tenant', more: () => ({ channelData: { tenant: { id: otherTenant } } }), told: /Not for this organisation/, reason: 'other-tenant' },
      {
        name: 'another tenant, named by the conversation alone',
        more: () => ({ channelData: {}, conversation: { id: 'personal-stranger', conversationType: 'personal', tenantId: otherTenant } }),
        told: /Not for this organisation/,
        reason: 'other-tenant',
      },
      { name: 'no tenant', more: () => ({ channelData: undefined, conversation: { id: 'personal-stranger', conversationType: 'personal' } }), told: /Not for this organisation/, reason: 'other-tenant' },
      { name: 'nobody’s directory id', more: () => from(world().person('amara'), {}), told: /Not for this organisation/, reason: 'other-tenant' },
      { name: 'a directory id that is none', more: () => from(world().person('amara'), { aadObjectId: "' or 1=1 --" }), told: /Not for this organisation/, reason: 'other-tenant' },
      { name: 'an account that the directory does not know', more: () => from(world().person('amara'), { aadObjectId: randomUUID() }), told: /You can't use this yet/, reason: 'not-allowed-person' },
      { name: 'a guest without a role', more: () => from(world().person('gail'), { aadObjectId: world().person('gail').aadObjectId }), told: /No role on record/, reason: 'guest-without-role' },
    ];

    for (const { name, more, told, reason } of strangers) {
      it(`tells ${name} so, and records or counts it`, async () => {
        const { teams, stack } = world();
        const amara = { ...world().person('amara'), conversationId: 'personal-stranger' };
        const head = await world().auditHead();
        const seen = teams.chat(amara).length;
        const answer = await teams.post(teams.activity(amara, { type: 'message', text: 'datasets', ...more(stack.ready.tenantId) }));
        assert.equal(answer.status, 200);
        const said = teams.chat(amara).slice(seen);
        assert.equal(said.length, 1, 'one answer');
        assert.match(textOf(said[0]?.card), told);
        assert.doesNotMatch(JSON.stringify(said[0]?.card), /DS-\d|RQ-\d/, 'nothing of the catalogue');
        assertRecorded(await world().auditSince(head), reason);
      });

      it(`takes no decision from ${name}`, async () => {
        const { teams, stack } = world();
        const amara = { ...world().person('amara'), conversationId: 'personal-stranger' };
        const head = await world().auditHead();
        const value = { action: { type: 'Action.Execute', verb: 'request.approve', data: { verb: 'request.approve', requestId: request, version: 1 } }, trigger: 'manual' };
        const answer: Answer = await teams.post(teams.activity(amara, { type: 'invoke', name: 'adaptiveCard/action', value, ...more(stack.ready.tenantId) }));
        assert.equal(answer.status, 200);
        assert.equal(answer.body?.['type'], 'application/vnd.microsoft.error');
        assert.deepEqual(await world().votes(request), []);
        assertRecorded(await world().auditSince(head), reason);
      });
    }

    it('takes nothing that decides from an account that was disabled a moment ago', async () => {
      const { teams } = world();
      const omar = world().person('omar');
      const own = await world().submitted('omar', { workspace: 1 });
      await teams.say(omar, 'help');
      assert.match(world().lastText('omar'), /What you can do here/, 'known a moment ago');
      await account(world(), omar, false);
      const head = await world().auditHead();
      const answer = await teams.execute(omar, { verb: 'request.withdraw', requestId: own.id, version: 1 });
      assert.equal(answer.body?.['type'], 'application/vnd.microsoft.error');
      const entries = await world().auditSince(head);
      assertRecorded(entries, 'not-allowed-person');
      assert.deepEqual(entries.filter(({ actor_id, outcome }) => actor_id === omar.aadObjectId && outcome === 'done'), []);
      await account(world(), omar, true);
    });
  });
}

function assertRecorded(entries: readonly { readonly action: string; readonly outcome: string; readonly entry: string }[], reason: string): void {
  const refusals = entries.filter(({ action }) => action === 'activity.receive');
  // Strangers are counted: the audit gets one entry a minute about all of them.
  if (reason === 'other-tenant') {
    assert.deepEqual(refusals, []);
    return;
  }
  assert.equal(refusals.length, 1, JSON.stringify(entries));
  assert.equal(refusals[0]?.outcome, 'refused');
  assert.match(refusals[0]?.entry ?? '', new RegExp(`"${reason}"`));
}

async function account(world: StackWorld, person: TestPersona, enabled: boolean): Promise<void> {
  const admin = world.stack.ready.messagesUrl.replace(/\/api\/messages$/, '/admin/account');
  const response = await fetch(admin, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ userId: person.aadObjectId, enabled }) });
  assert.equal(response.status, 204);
}
