import assert from 'node:assert/strict';
import type { DeploymentStacksClient } from '@azure/arm-resourcesdeploymentstacks';
import { people } from '../../../../../infra/local/seed/people.js';
import type { TestCloud } from '../cloud-fixture.js';
import { azureTokenOf, computeClient, managed, stacksClient, startArmCloud, workspaceStack } from './arm-fixture.js';

const { lena, ruth } = people;
const quick = { updateIntervalInMs: 5 };
const call = 'GET .*deploymentStacks/ws-0002';

describe('faults of Azure that one can ask for', () => {
  let cloud: TestCloud;
  let builder: DeploymentStacksClient;
  before(async () => {
    cloud = await startArmCloud();
    builder = stacksClient(cloud, await azureTokenOf(cloud, ruth));
    await put();
  });
  after(() => cloud.remove());

  const put = () => builder.deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0002', workspaceStack(0), quick);
  const look = () => builder.deploymentStacks.getAtSubscription('ws-0002');
  const ask = (fault: object): Promise<Response> => cloud.admin('/azure/faults', fault);

  for (const [status, code] of [[429, 'TooManyRequests'], [409, 'Conflict'], [500, 'InternalServerError'], [503, 'ServiceUnavailable']] as const) {
    it(`${String(status)} ${code}, as often as was asked for and no more`, async () => {
      await ask({ kind: 'call', call, times: 2, status, code, retryAfterSeconds: 7 });
      await assert.rejects(look(), { statusCode: status, code });
      await assert.rejects(look(), (error: { response?: { headers: { get(name: string): string | undefined } } }) => error.response?.headers.get('Retry-After') === '7');
      assert.equal((await look()).properties?.provisioningState, 'succeeded');
    });
  }

  it('an answer that takes its time', async () => {
    await ask({ kind: 'call', call, delayMs: 150 });
    const begun = performance.now();
    await look();
    assert.ok(performance.now() - begun > 140);
  });

  it('survives a restart until it has happened, and can be taken back', async () => {
    await ask({ kind: 'call', call, status: 500 });
    await cloud.restart();
    await assert.rejects(look(), { statusCode: 500 });
    await ask({ kind: 'call', call, status: 500 });
    assert.equal((await fetch(`${cloud.adminUrl}/azure/faults`, { method: 'DELETE' })).status, 204);
    await look();
  });

  it('a stack that fails half-way holds what was made, says why, and can be put again', async () => {
    await ask({ kind: 'stack', stack: 'ws-0003', resource: 'virtualMachines/vm-[^/]+$', code: 'QuotaExceeded', message: 'No cores left.' });
    const other = workspaceStack(1, { workspace: 'ws-0003', addressPrefix: '10.20.3.0/24' });
    const build = () => builder.deploymentStacks.beginCreateOrUpdateAtSubscriptionAndWait('ws-0003', other, quick);
    await assert.rejects(build(), /QuotaExceeded/u);
    const failed = await builder.deploymentStacks.getAtSubscription('ws-0003');
    assert.equal(failed.properties?.provisioningState, 'failed');
    assert.equal(failed.properties.failedResources?.[0]?.error?.code, 'QuotaExceeded');
    assert.match(failed.properties.failedResources[0].id ?? '', /vm-ws-0003-01$/u);
    assert.ok(managed(failed).length > 5 && managed(failed).length < 70);
    assert.equal((await build()).properties?.provisioningState, 'succeeded');
  });

  it('a stack that fails at a numbered resource', async () => {
    await ask({ kind: 'stack', resource: '3', code: 'AllocationFailed' });
    await assert.rejects(put(), /AllocationFailed/u);
    await put();
  });

  it('a machine for which there is no room stays as it was', async () => {
    const member = computeClient(cloud, await azureTokenOf(cloud, lena));
    await member.virtualMachines.deallocate('rg-ws-0002', 'vm-ws-0002-01', quick);
    await ask({ kind: 'machine', machine: 'start vm-ws-0002-01', code: 'AllocationFailed', message: 'No room in this zone.' });
    await assert.rejects(async () => member.virtualMachines.start('rg-ws-0002', 'vm-ws-0002-01', quick), /AllocationFailed|No room/u);
    const { statuses } = await member.virtualMachines.instanceView('rg-ws-0002', 'vm-ws-0002-01');
    assert.equal(statuses?.[1]?.code, 'PowerState/deallocated');
  });

  it('refuses what it cannot do', async () => {
    for (const fault of [{ kind: 'call', call: '(' }, { kind: 'flood' }, { kind: 'stack', resource: '1', code: 'X', times: 0 }]) await assert.rejects(ask(fault), /400/u);
  });
});
