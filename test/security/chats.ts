import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { StackWorld } from '../e2e/stack-world.js';
import { textOf, type TestPersona } from '../support/teams-client.js';

/** Data does not pass through chat, and nothing of a request is said where others read along. */
export function keepsChatsClean(world: () => StackWorld): void {
  describe('chats', () => {
    before(() => world().quiet());

    const file = 'patients-ward-7-secret.csv';
    const dropped: readonly (readonly [name: string, attachment: object])[] = [
      ['a file from OneDrive', { contentType: 'application/vnd.microsoft.teams.file.download.info', name: file, contentUrl: `https://example.org/${file}`, content: { downloadUrl: `https://example.org/${file}`, uniqueId: file, fileType: 'csv' } }],
      ['a picture', { contentType: 'image/png', name: file, contentUrl: `https://example.org/${file}` }],
      ['a file without a type', { name: file, contentUrl: `https://example.org/${file}` }],
      ['a file in the message itself', { contentType: 'text/csv', name: file, contentUrl: `data:text/csv;base64,${Buffer.from(file).toString('base64')}` }],
    ];
    for (const [name, attachment] of dropped) {
      it(`${name} is turned away with the way to deposit, also inside a dialog, and nothing of it is kept`, async () => {
        const { teams } = world();
        const amara = world().person('amara');
        for (const before of ['help', 'request access DS-0006']) {
          await teams.say(amara, before);
          await teams.say(amara, '', { attachments: [attachment] });
          assert.match(world().lastText('amara'), /Please send no files here/);
          assert.match(world().lastText('amara'), /deposit/);
          assert.doesNotMatch(JSON.stringify(world().last('amara').card), new RegExp(file));
          await teams.say(amara, 'cancel');
        }
        assert.deepEqual(await tablesThatHold(world(), file), []);
      });
    }

    it('the formatted copy of a text that Teams adds is no file', async () => {
      await world().teams.say(world().person('amara'), 'help', { attachments: [{ contentType: 'text/html', content: '<p>help</p>' }] });
      assert.match(world().lastText('amara'), /What you can do here/);
    });

    for (const conversationType of ['groupChat', 'channel', 'meeting']) {
      it(`in a conversation of the kind ${conversationType} nothing is shown, asked or decided, and the refusal is on record`, async () => {
        const { teams, stack } = world();
        const { id } = await world().submitted('amara', { workspace: 2, dataset: 5 });
        const crowd = `crowd-${conversationType}`;
        const conversation = { conversation: { id: crowd, conversationType, isGroup: true, tenantId: stack.ready.tenantId } };
        const seen = (): readonly string[] => teams.chat({ conversationId: crowd } as TestPersona).map(({ card }) => textOf(card));
        const head = await world().auditHead();

        for (const text of ['datasets', 'my requests', `RQ-${String(id)}`, 'request access DS-0006', 'help']) await teams.say(world().person('amara'), text, conversation);
        for (const [key, verb] of [['ines', 'request.approve'], ['amara', 'request.show'], ['amara', 'request.withdraw'], ['amara', 'requests.list'], ['ines', 'approvals.list'], ['amara', 'ask.start']] as const) {
          const data = verb.endsWith('.list') ? { verb, page: 1 } : verb === 'ask.start' ? { verb, datasetId: 6 } : verb === 'request.show' ? { verb, requestId: id } : { verb, requestId: id, version: 1 };
          const answer = await teams.post(teams.activity(world().person(key), { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' }, replyToId: 'a-card', ...conversation }));
          assert.equal(answer.body?.['type'], 'application/vnd.microsoft.error', verb);
          await teams.post(teams.activity(world().person(key), { type: 'message', value: data, ...conversation }));
        }
        assert.equal((await world().request(id)).state, 'in-review');
        assert.deepEqual(await world().votes(id), []);
        assert.ok(seen().length > 0);
        for (const text of seen()) {
          assert.match(text, /Only in a personal chat/);
          assert.doesNotMatch(text, /RQ-|DS-|Amara|troponin/i);
        }
        const refusals = (await world().auditSince(head)).filter(({ action }) => action === 'activity.receive');
        assert.equal(refusals.length, 17);
        await teams.execute(world().person('amara'), { verb: 'request.withdraw', requestId: id, version: 1 });
      });
    }

    it('arriving in a group says nothing there', async () => {
      const { teams, stack } = world();
      const conversation = { conversation: { id: 'crowd-arrival', conversationType: 'groupChat', tenantId: stack.ready.tenantId } };
      await teams.post(teams.activity(world().person('amara'), { type: 'conversationUpdate', membersAdded: [{ id: `28:${stack.ready.botId}` }], ...conversation }));
      await teams.post(teams.activity(world().person('amara'), { type: 'installationUpdate', action: 'add', ...conversation }));
      assert.deepEqual(teams.chat({ conversationId: 'crowd-arrival' } as TestPersona), []);
    });
  });
}

/** Tables of the product and of its queue in which any row holds `words`. */
async function tablesThatHold(world: StackWorld, words: string): Promise<readonly string[]> {
  const { rows } = await sql<{ table: string }>`
    select format('%I.%I', table_schema, table_name) as table from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(world.owner);
  const found: string[] = [];
  for (const { table } of rows) {
    const hits = await sql<{ hits: number }>`select count(*)::int as hits from ${sql.raw(table)} as t where t::text like ${`%${words}%`}`.execute(world.owner);
    if ((hits.rows[0]?.hits ?? 0) > 0) found.push(table);
  }
  assert.ok(rows.length > 20, 'the tables were found');
  return found;
}
