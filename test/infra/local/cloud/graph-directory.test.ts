import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@microsoft/microsoft-graph-client';
import { serviceMailbox } from '../../../../infra/local/cloud/service-mailbox.js';
import { botId, people } from '../../../../infra/local/seed/people.js';
import { botSecret, removerSecret, startTestCloud, testGroups, type TestCloud } from './cloud-fixture.js';
import { graphClient, idsOf } from './graph-fixture.js';
import { applicationToken, onBehalfOf } from './token-fixture.js';

const { amara, ines, tom } = people;
const readerId = 'f1000000-0000-4000-8000-000000000001';

describe('users, groups and mail in local Graph', () => {
  let cloud: TestCloud;
  let bot: Client;
  let person: Client;

  before(async () => {
    // As a tenant would be set up whose bot may also create groups for the people it acts for.
    cloud = await startTestCloud({
      clients: [
        { clientId: botId, secret: botSecret, kind: 'bot', delegatedScopes: ['User.ReadBasic.All', 'GroupMember.ReadWrite.All', 'Group.ReadWrite.All'] },
        { clientId: readerId, secret: removerSecret, kind: 'remover', applicationRoles: ['GroupMember.ReadBasic.All'] },
      ],
    });
    bot = graphClient(cloud, await applicationToken(cloud));
    person = graphClient(cloud, await onBehalfOf(cloud, ines, ['https://graph.microsoft.com/.default']));
  });
  after(() => cloud.remove());

  const search = async (text: string): Promise<string[]> => idsOf(await bot.api('/users').header('ConsistencyLevel', 'eventual').search(text).get());
  const filter = async (text: string): Promise<string[]> => idsOf(await bot.api('/users').filter(text).get());

  it('finds people by the beginning of a word of their name, or by mail', async () => {
    assert.deepEqual(await search('"displayName:oka"'), [amara.id]);
    assert.deepEqual(await search('"displayName:okafor amara"'), [amara.id]);
    assert.deepEqual(await search('"displayName:kafor"'), []);
    assert.deepEqual(await search('"mail:tom.lindqvist@cardiac-registry.example"'), [tom.id]);
    assert.deepEqual((await search('"displayName:tom" OR "mail:amara"')).sort(), [amara.id, tom.id]);
    assert.deepEqual(await search('"displayName:tom" AND "mail:amara"'), []);
  });

  it('searches and counts only with ConsistencyLevel: eventual', async () => {
    await assert.rejects(bot.api('/users').search('"displayName:ama"').get(), { statusCode: 400, code: 'Request_UnsupportedQuery' });
    await assert.rejects(bot.api('/users').count(true).get(), { statusCode: 400 });
    const counted = (await bot.api('/users').header('ConsistencyLevel', 'eventual').count(true).top(1).get()) as Record<string, unknown>;
    assert.equal(counted['@odata.count'], Object.keys(people).length + 1);
  });

  it('filters by the forms that Graph documents for these properties', async () => {
    assert.deepEqual(await filter("startswith(displayName,'ama')"), [amara.id]);
    assert.deepEqual(await filter(`mail eq '${tom.mail}'`), [tom.id]);
    assert.deepEqual((await filter("userType eq 'Guest' and accountEnabled eq true")).sort(), [people.gail.id, people.helen.id, tom.id].sort());
    assert.deepEqual(await filter('accountEnabled eq false'), [serviceMailbox.id]);
    assert.deepEqual(await filter("displayName eq 'O''Hara'"), []);
  });

  it('refuses filters, searches and options that it would have to guess at', async () => {
    for (const text of ["endswith(mail,'x')", "displayName eq 'a' or mail eq 'b'", "unknown eq 'x'", "displayName eq 'x' and", 'displayName eq x']) await assert.rejects(filter(text), { statusCode: 400 }, text);
    for (const text of ['ama', '"ama"', '"jobTitle:x"', '"displayName:a" XOR "mail:b"']) await assert.rejects(search(text), { statusCode: 400 }, text);
    await assert.rejects(bot.api('/users').orderby('displayName').get(), { statusCode: 400 });
    await assert.rejects(bot.api('/users').select('shoeSize').get(), { statusCode: 400 });
    await assert.rejects(bot.api('/users').top(1000).get(), { statusCode: 400 });
  });

  it('shows with User.ReadBasic.All the basics only, and does not filter by what it hides', async () => {
    const select = 'id,displayName,accountEnabled,jobTitle';
    assert.deepEqual((await person.api(`/users/${amara.id}`).select(select).get()) as object, {
      '@odata.context': `${cloud.url}/v1.0/$metadata#users/$entity`,
      id: amara.id,
      displayName: amara.name,
      accountEnabled: null,
      jobTitle: null,
    });
    const whole = (await bot.api(`/users/${amara.id}`).select(select).get()) as Record<string, unknown>;
    assert.deepEqual([whole['accountEnabled'], whole['jobTitle']], [true, amara.jobTitle]);
    await assert.rejects(person.api('/users').filter('accountEnabled eq true').get(), { statusCode: 403 });
  });

  it('names guests as Entra does, and finds a person by principal name', async () => {
    const found = (await bot.api(`/users/${tom.id}`).get()) as { userPrincipalName: string };
    assert.equal(found.userPrincipalName, 'tom.lindqvist_cardiac-registry.example#EXT#@northgate.example');
    assert.equal(((await bot.api(`/users/${encodeURIComponent(found.userPrincipalName)}`).get()) as { id: string }).id, tom.id);
    await assert.rejects(bot.api('/users/nobody@northgate.example').get(), { statusCode: 404 });
  });

  it('makes whoever creates a group its owner', async () => {
    const created = (await person.api('/groups').post({ displayName: 'WS-0042 members', mailEnabled: false, mailNickname: 'ws-0042', securityEnabled: true })) as { id: string };
    assert.deepEqual(idsOf(await bot.api(`/groups/${created.id}/owners`).get()), [ines.id]);
    await person.api(`/groups/${created.id}/owners/$ref`).post({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${amara.id}` });
    await person.api(`/groups/${created.id}/owners/${ines.id}/$ref`).delete();
    await assert.rejects(person.api(`/groups/${created.id}/owners/${amara.id}/$ref`).delete(), { statusCode: 403 });
    assert.deepEqual(idsOf(await bot.api('/groups').filter("startswith(displayName,'WS-0042')").get()), [created.id]);
    await assert.rejects(bot.api('/groups').post({ displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true }), { statusCode: 403 });
    await assert.rejects(person.api('/groups').post({ displayName: 'x' }), { statusCode: 400 });
  });

  it('keeps the last owner of a group', async () => {
    const created = (await person.api('/groups').post({ displayName: 'WS-0043 members', mailEnabled: false, mailNickname: 'ws-0043', securityEnabled: true })) as { id: string };
    await assert.rejects(person.api(`/groups/${created.id}/owners/${ines.id}/$ref`).delete(), { statusCode: 400 });
  });

  it('lists the groups that a person is in, to whoever holds GroupMember.ReadBasic.All', async () => {
    const reader = graphClient(cloud, await applicationToken(cloud, readerId, removerSecret));
    assert.deepEqual(idsOf(await reader.api(`/users/${amara.id}/memberOf`).select('id').get()), [testGroups.larger.id]);
    await assert.rejects(bot.api(`/users/${amara.id}/memberOf`).get(), { statusCode: 403 });
  });

  it('gives errors a request id and echoes the client’s', async () => {
    const token = await applicationToken(cloud);
    const response = await fetch(`${cloud.url}/v1.0/groups/none`, { headers: { Authorization: `Bearer ${token}`, 'client-request-id': 'request-7' } });
    const { error } = (await response.json()) as { error: { code: string; innerError: Record<string, string> } };
    assert.equal(response.status, 404);
    assert.equal(error.code, 'Request_ResourceNotFound');
    assert.equal(error.innerError['client-request-id'], 'request-7');
    assert.equal(error.innerError['request-id'], response.headers.get('request-id'));
  });

  const mail = (more: object = {}): object => ({
    message: {
      subject: 'Grüße\r\nBcc: everybody@example.org',
      body: { contentType: 'HTML', content: '<p>Ihr Antrag wurde genehmigt. ✓</p>' },
      toRecipients: [{ emailAddress: { address: amara.mail, name: 'Okafor, Amara "A"' } }],
      ...more,
    },
    saveToSentItems: false,
  });
  const outbox = async (): Promise<string[]> => readdir(join(cloud.folder, 'mail')).catch(() => []);

  it('writes a mail as RFC 5322 text in which nothing of the subject becomes a header', async () => {
    await bot.api(`/users/${serviceMailbox.id}/sendMail`).post(mail());
    const files = await outbox();
    assert.equal(files.length, 1);
    const text = await readFile(join(cloud.folder, 'mail', files[0] ?? ''), 'utf8');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const headers = head.replace(/\r\n /g, ' ').split('\r\n');
    assert.deepEqual(
      headers.map((line) => line.split(':')[0]),
      ['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
    );
    assert.equal(headers[1], `To: "Okafor, Amara \\"A\\"" <${amara.mail}>`);
    const subject = /=\?UTF-8\?B\?([^?]+)\?=/.exec(headers[2] ?? '')?.[1] ?? '';
    assert.equal(Buffer.from(subject, 'base64').toString('utf8'), 'Grüße Bcc: everybody@example.org');
    assert.equal(Buffer.from(body, 'base64').toString('utf8'), '<p>Ihr Antrag wurde genehmigt. ✓</p>');
  });

  it('sends from the one mailbox only, to somebody, and never a file', async () => {
    const before = await outbox();
    await assert.rejects(bot.api(`/users/${ines.id}/sendMail`).post(mail()), { statusCode: 403, code: 'ErrorAccessDenied' });
    await assert.rejects(bot.api(`/users/${serviceMailbox.id}/sendMail`).post(mail({ toRecipients: [] })), { statusCode: 400 });
    await assert.rejects(bot.api(`/users/${serviceMailbox.id}/sendMail`).post(mail({ attachments: [{ name: 'data.csv' }] })), { statusCode: 400 });
    await assert.rejects(person.api(`/users/${serviceMailbox.id}/sendMail`).post(mail()), { statusCode: 403 });
    assert.deepEqual(await outbox(), before);
  });
});
