import assert from 'node:assert/strict';
import { azureRemover, stackRights } from '../../../services/azure/index.js';
import type { StackAddress, StackState } from '../../../services/workspaces/index.js';
import { region, subscriptionId, templateSpecId } from '../../../infra/local/seed/azure.js';
import { people } from '../../../infra/local/seed/people.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { startArmCloud, workspaceParameters } from '../../infra/local/cloud/arm/arm-fixture.js';
import { azureSettings, removerSettings, signedIn } from './azure-fixture.js';

const { amara, lena, ruth } = people;
const stack: StackAddress = { subscriptionId, name: 'ws-0002' };

describe("building a workspace with the grantor's own rights", () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startArmCloud({ armPaceMs: 1_000 });
  });
  afterEach(() => cloud.remove());

  const rights = () => stackRights(azureSettings(cloud.url), signedIn(cloud, amara, ruth));
  const remover = () => azureRemover(removerSettings(cloud.url));
  const put = (grantorId: string = ruth.id, more: Readonly<Record<string, unknown>> = {}) =>
    rights().put({ grantorId, stack, location: region, templateSpecId: templateSpecId(3), parameters: workspaceParameters(3, more) as Parameters<ReturnType<typeof stackRights>['put']>[0]['parameters'], tags: { workspace: 'WS-0002' } });
  const look = () => rights().look({ grantorId: ruth.id, stack });
  const underWay = (state: Awaited<ReturnType<typeof look>>): Extract<StackState, { kind: 'under-way' }> => {
    assert.equal(state.kind, 'under-way');
    return state as Extract<StackState, { kind: 'under-way' }>;
  };

  it('begins, tells how far it is, and succeeds with every resource', async () => {
    assert.deepEqual(await look(), { kind: 'absent' });
    assert.deepEqual(await put(), { kind: 'begun' });
    cloud.advance(30.5);
    const { done, of } = underWay(await look());
    assert.equal(done, 30);
    assert.ok(of > 80 && of <= 96, `of ${String(of)}`);
    cloud.advance(90);
    const state = await look();
    assert.ok(state.kind === 'succeeded' && state.resources.length === 96, state.kind);
    assert.deepEqual(state.resources, state.resources.toSorted());
  });

  it('is refused to whom Azure gives no right, and to nobody else', async () => {
    const answer = await put(amara.id);
    assert.ok(answer.kind === 'refused' && answer.why.includes('AuthorizationFailed'), JSON.stringify(answer));
    assert.equal((await rights().look({ grantorId: amara.id, stack })).kind, 'refused');
  });

  it('asks whoever is not signed in to do so', async () => {
    assert.deepEqual(await put(lena.id), { kind: 'sign-in-needed' });
  });

  it('is refused for good where the template takes no such value', async () => {
    const answer = await put(ruth.id, { desktops: 99 });
    assert.ok(answer.kind === 'refused' && /InvalidTemplate.*desktops/u.test(answer.why), JSON.stringify(answer));
  });

  it('is taken away again by the remover, asked twice or once', async () => {
    assert.deepEqual(await remover().deleteStack(stack), { kind: 'absent' });
    await put();
    await assert.rejects(remover().deleteStack(stack), { code: 'azure-unavailable' });
    cloud.advance(120);
    assert.deepEqual(await remover().deleteStack(stack), { kind: 'begun' });
    assert.deepEqual(await remover().deleteStack(stack), { kind: 'begun' });
    assert.equal((await remover().look(stack)).kind, 'under-way');
    cloud.advance(120);
    assert.deepEqual(await remover().look(stack), { kind: 'absent' });
  });

  it('falters and is refused for the remover as for people', async () => {
    const { machines, deallocate, look: lookUp, deleteStack } = azureRemover(removerSettings(cloud.url), { attemptMs: 5_000, callMs: 10_000, retries: 0, retryMs: 1, longestWaitSeconds: 1 });
    const group = { subscriptionId, name: 'rg-ws-0002' };
    const suffer = (status: number, code: string): Promise<Response> => cloud.admin('/azure/faults', { kind: 'call', call: '.', status, code });
    await suffer(500, 'InternalServerError');
    await assert.rejects(deleteStack(stack), { code: 'azure-unavailable' });
    await suffer(403, 'AuthorizationFailed');
    assert.equal((await lookUp(stack)).kind, 'refused');
    await suffer(403, 'AuthorizationFailed');
    assert.equal(await deallocate({ ...group, machine: 'vm-ws-0002-01' }), 'refused');
    await suffer(403, 'AuthorizationFailed');
    await assert.rejects(machines(group), { code: 'configuration' });
  });
});
