import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { grantorRights, groupOwners } from '../../../services/azure/index.js';
import { dataGroupId } from '../../../infra/local/seed/directory.js';
import { botId, people } from '../../../infra/local/seed/people.js';
import { entraAnswer, startAnsweringServer, type Answer, type AnsweringServer, type Arrived } from './answering-server.js';
import { assertionOf, azureSettings } from './azure-fixture.js';

const identityId = '0b5f3a55-4b62-4c6e-8a44-3d1de41c2f10';
const groupId = dataGroupId(1, 3);

/** The platform's endpoint for managed identities, as App Service and Container Apps offer it. */
async function startIdentityEndpoint(asked: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const resource = url.searchParams.get('resource') ?? '';
    asked.push(`${url.searchParams.get('client_id') ?? ''} ${resource}`);
    const expires = String(Math.floor(Date.now() / 1000) + 3600);
    // Not chained: restify, once imported anywhere in the process, makes `writeHead` answer nothing.
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ access_token: `identity for ${resource}`, expires_on: expires, resource, token_type: 'Bearer', client_id: identityId }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('a managed identity instead of a secret', () => {
  let server: AnsweringServer;
  let endpoint: Server;
  const asked: string[] = [];
  const before_ = { endpoint: process.env['IDENTITY_ENDPOINT'], header: process.env['IDENTITY_HEADER'] };

  before(async () => {
    server = await startAnsweringServer();
    endpoint = await startIdentityEndpoint(asked);
    process.env['IDENTITY_ENDPOINT'] = `http://127.0.0.1:${String((endpoint.address() as AddressInfo).port)}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'header-for-tests';
  });
  after(async () => {
    restore('IDENTITY_ENDPOINT', before_.endpoint);
    restore('IDENTITY_HEADER', before_.header);
    await new Promise((resolve) => endpoint.close(resolve));
    await server.stop();
  });

  const answer = (request: Arrived): Answer => entraAnswer(server.url, request) ?? (request.url.includes('/owners') ? { status: 200, body: { value: [] } } : { status: 204 });
  const settings = (): ReturnType<typeof azureSettings> => azureSettings(server.url, { credential: { kind: 'managed-identity', clientId: identityId } });

  it('reads the directory with a token of its own', async () => {
    server.answer(answer);
    await groupOwners(settings()).ownersOf(groupId);
    assert.deepEqual(server.arrived.map(({ authorization }) => authorization), ['Bearer identity for https://graph.microsoft.com']);
  });

  it('proves the app registration by an assertion when it acts on behalf of a person', async () => {
    server.answer(answer);
    asked.length = 0;
    const assertion = await assertionOf(people.ines);
    const outcome = await grantorRights(settings(), { tokenOf: () => Promise.resolve(assertion) }).addMember({ grantorId: people.ines.id, groupId, personId: people.amara.id });
    assert.equal(outcome, 'added');
    assert.deepEqual(asked, [`${identityId} api://AzureADTokenExchange`]);
    const exchange = server.arrived.find(({ url }) => url.includes('/oauth2/v2.0/token'));
    const form = Object.fromEntries(new URLSearchParams(exchange?.body));
    assert.equal(form['client_id'], botId);
    assert.equal(form['client_assertion'], 'identity for api://AzureADTokenExchange');
    assert.equal(form['client_assertion_type'], 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    assert.equal(form['assertion'], assertion);
    assert.equal(form['client_secret'], undefined);
    assert.equal(server.arrived.at(-1)?.authorization, 'Bearer token from Entra');
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}
