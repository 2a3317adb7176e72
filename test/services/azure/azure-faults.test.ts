import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { machineRights, stackRights } from '../../../services/azure/index.js';
import type { ArmPatience } from '../../../services/azure/arm-clients.js';
import { region, subscriptionId, templateSpecId } from '../../../infra/local/seed/azure.js';
import { people } from '../../../infra/local/seed/people.js';
import { entraAnswer, startAnsweringServer, type Answer, type AnsweringServer } from './answering-server.js';
import { assertionOf, azureSettings } from './azure-fixture.js';

const { ruth } = people;
const stack = { subscriptionId, name: 'ws-0002' };
const machine = { subscriptionId, name: 'rg-ws-0002', machine: 'vm-ws-0002-01' };
const hasty: ArmPatience = { attemptMs: 300, callMs: 1_500, retries: 1, retryMs: 10, longestWaitSeconds: 1 };
const unavailable = { name: 'LockkeeperError', code: 'azure-unavailable' };
const refusal = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, body: { error: { code, message: `Azure says ${code}.` } }, headers });

describe('Azure that falters', () => {
  let server: AnsweringServer;
  before(async () => {
    server = await startAnsweringServer();
  });
  after(() => server.stop());

  /** Entra is well; Azure answers like this, time after time. */
  const azureAnswers = (...answers: readonly Answer[]): void => {
    let count = 0;
    server.answer((request) => entraAnswer(server.url, request) ?? answers[Math.min(count++, answers.length - 1)] ?? 'hang-up');
  };
  const tokens = { tokenOf: () => assertionOf(ruth) };
  const look = () => stackRights(azureSettings(server.url), tokens, hasty).look({ grantorId: ruth.id, stack });
  const put = () => stackRights(azureSettings(server.url), tokens, hasty).put({ grantorId: ruth.id, stack, location: region, templateSpecId: templateSpecId(1), parameters: {}, tags: {} });
  const start = () => machineRights(azureSettings(server.url), tokens, hasty).start({ personId: ruth.id, machine });
  const ofAzure = (): number => server.arrived.filter(({ url }) => url.startsWith('/subscriptions')).length;

  const passing: readonly (readonly [string, Answer])[] = [
    ['throttling', refusal(429, 'TooManyRequests', { 'Retry-After': '0' })],
    ['a fault of its own', refusal(500, 'InternalServerError')],
    ['a gateway without words', { status: 502, body: '<html>' }],
    ['another operation in progress', refusal(409, 'AnotherOperationInProgress')],
    ['silence', 'silence'],
    ['a broken connection', 'hang-up'],
  ];
  for (const [name, answer] of passing) {
    it(`${name} is thrown as something that waiting may heal`, async () => {
      azureAnswers(answer);
      await assert.rejects(look(), unavailable);
      azureAnswers(answer);
      await assert.rejects(start(), unavailable);
      assert.ok(ofAzure() <= 2, 'it was asked without end');
    });
  }

  it('a short fault is ridden out', async () => {
    azureAnswers(refusal(503, 'ServiceUnavailable'), { status: 200, body: { location: region, properties: { provisioningState: 'succeeded', resources: [] } } });
    assert.deepEqual(await look(), { kind: 'succeeded', resources: [] });
  });

  it('a long Retry-After is left to the job queue', async () => {
    azureAnswers(refusal(429, 'TooManyRequests', { 'Retry-After': '60' }));
    const begun = performance.now();
    await assert.rejects(look(), unavailable);
    assert.ok(performance.now() - begun < 1_000);
    assert.equal(ofAzure(), 1);
  });

  it('a revoked session asks for a sign-in, with or without claims', async () => {
    azureAnswers(refusal(401, 'InvalidAuthenticationToken', { 'WWW-Authenticate': 'Bearer error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="' }));
    assert.deepEqual(await put(), { kind: 'sign-in-needed' });
    azureAnswers(refusal(401, 'InvalidAuthenticationToken'));
    assert.deepEqual(await start(), { kind: 'sign-in-needed' });
  });

  it('a quota that is used up is final, and says why', async () => {
    azureAnswers(refusal(409, 'QuotaExceeded'));
    assert.deepEqual(await start(), { kind: 'refused', why: '409 QuotaExceeded: Azure says QuotaExceeded.' });
  });

  const failed = (code: string): Answer => ({
    status: 200,
    body: { location: region, properties: { provisioningState: 'failed', error: { code: 'DeploymentFailed', message: 'Outer.', details: [{ code: 'ResourceDeploymentFailure', message: 'Middle.', details: [{ code, message: 'Inner.', target: '/subscriptions/s/vm' }] }] } } },
  });
  for (const [code, transient] of [['AllocationFailed', true], ['QuotaExceeded', false], ['SkuNotAvailable', false], ['ParentResourceNotFound', false]] as const) {
    it(`a stack that failed by ${code} ${transient ? 'may' : 'will not'} succeed when it is put again`, async () => {
      azureAnswers(failed(code));
      assert.deepEqual(await look(), { kind: 'failed', code, message: 'Inner.', target: '/subscriptions/s/vm', transient });
    });
  }

  it('a stack that was taken on has begun, whatever the first look at it says', async () => {
    azureAnswers({ status: 201, body: { location: region, properties: { provisioningState: 'deploying' } }, headers: { 'Azure-AsyncOperation': `${server.url}/subscriptions/${subscriptionId}/operation` } }, refusal(500, 'InternalServerError'));
    assert.deepEqual(await put(), { kind: 'begun' });
  });

  it('the token does not go along to an address that is not Azure’s', async () => {
    const other = await startAnsweringServer();
    other.answer(() => ({ status: 200, body: { status: 'Succeeded' } }));
    azureAnswers({ status: 201, body: { location: region, properties: { provisioningState: 'deploying' } }, headers: { 'Azure-AsyncOperation': `${other.url}/steal` } });
    assert.deepEqual(await put(), { kind: 'begun' });
    assert.deepEqual(other.arrived, []);
    await other.stop();
  });

  it('no error carries a token', async () => {
    azureAnswers('hang-up');
    const error = await look().then(() => undefined, (thrown: unknown) => thrown);
    assert.doesNotMatch(inspect(error, { depth: 10 }), /token from Entra|Bearer|eyJ/u);
  });
});
