import assert from 'node:assert/strict';
import { people } from '../../../../infra/local/seed/people.js';
import { azureTokenOf, stacksClient, startArmCloud, workspaceStack } from './arm/arm-fixture.js';
import type { TestCloud } from './cloud-fixture.js';

describe('the page of the local Azure', () => {
  let cloud: TestCloud;
  before(async () => {
    cloud = await startArmCloud({ armPaceMs: 1_000 });
  });
  after(() => cloud.remove());

  const shown = async (): Promise<string> => (await fetch(`${cloud.signInBaseUrl}/azure`)).text();

  it('says what it is, and that nothing has been built yet', async () => {
    const html = await shown();
    assert.match(html, /local stand-in for Azure/u);
    assert.match(html, /No stack yet/u);
    assert.match(html, /<th scope="row">rg-lockkeeper-core<\/th>/u);
  });

  it('shows how far a stack is, what it holds, and its machines', async () => {
    const builder = stacksClient(cloud, await azureTokenOf(cloud, people.ruth));
    await builder.deploymentStacks.beginCreateOrUpdateAtSubscription('ws-0002', workspaceStack(1));
    cloud.advance(20.5);
    assert.match(await shown(), /<th scope="row">ws-0002<\/th><td>deploying: 20 of 70<\/td>/u);
    cloud.advance(60);
    const html = await shown();
    assert.match(html, /<td>succeeded<\/td><td><details><summary>70 resources/u);
    assert.match(html, /<th scope="row">vm-ws-0002-01<\/th><td>rg-ws-0002<\/td><td>Standard_D4s_v5<\/td><td>running<\/td>/u);
    assert.match(html, /<li>Microsoft\.KeyVault\/vaults kv-/u);
  });

  it('runs nothing and stands in no frame', async () => {
    const policy = (await fetch(`${cloud.signInBaseUrl}/azure`)).headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /default-src 'none'/u);
    assert.match(policy, /frame-ancestors 'none'/u);
    assert.ok(!(await shown()).includes('<script'));
  });
});
