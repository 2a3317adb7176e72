import assert from 'node:assert/strict';
import { get } from 'node:http';
import { people } from '../../../../infra/local/seed/people.js';
import { startTestCloud, testGroups, type TestCloud } from './cloud-fixture.js';
import { graphClient, referenceTo } from './graph-fixture.js';
import { onBehalfOf } from './token-fixture.js';

const hostile = { id: 'd2000000-0000-4000-8000-000000000009', name: 'WS-0009 <script>alert(1)</script> & "more"', owners: [people.ines], members: [] };

describe('the directory’s page', () => {
  let cloud: TestCloud;

  before(async () => {
    cloud = await startTestCloud({ groups: [...Object.values(testGroups), hostile] });
  });
  after(() => cloud.remove());

  const shown = async (): Promise<string> => (await fetch(cloud.directoryUrl)).text();
  /** Group and members, as the rows say. */
  const rows = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries([...(await shown()).matchAll(/<th scope="row">(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, group = '', members = '']) => [group, members]));

  it('says what it is, and names who is in which group', async () => {
    assert.match(await shown(), /<h1>Directory groups<\/h1>\s*<p>This is the local stand-in for the organisation’s directory, Microsoft Entra ID/);
    const { 'WS-0001 members': members, 'WS-0001 data DS-0003': data, 'TRE System Managers': managers } = await rows();
    assert.deepEqual([members, data, managers], ['Ines Carvalho, Lena Fischer', 'nobody', 'Priya Nair']);
  });

  it('shows a membership as soon as Graph has it', async () => {
    await graphClient(cloud, await onBehalfOf(cloud, people.ines)).api(`/groups/${testGroups.data.id}/members/$ref`).post(referenceTo(people.amara));
    assert.equal((await rows())['WS-0001 data DS-0003'], 'Amara Okafor');
  });

  it('shows names as text, not as HTML', async () => {
    const html = await shown();
    assert.ok(html.includes('WS-0009 &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;'));
    assert.ok(!html.includes('<script'));
  });

  it('can only be read, runs nothing, and stands in no frame', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) assert.equal((await fetch(cloud.directoryUrl, { method })).status, 405, method);
    const policy = (await fetch(cloud.directoryUrl)).headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'"]) assert.ok(policy.includes(rule), rule);
  });

  it('answers under a loopback name only', async () => {
    const status = await new Promise((resolve, reject) => {
      get(cloud.directoryUrl, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).once('error', reject);
    });
    assert.equal(status, 403);
  });
});
