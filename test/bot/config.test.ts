import assert from 'node:assert/strict';
import { readConfig } from '../../bot/config.js';
import { LockkeeperError } from '../../services/context/index.js';

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const good: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://bot:secret-of-the-database@db.example/lockkeeper',
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_ID: guid(1),
  MICROSOFT_APP_TENANT_ID: guid(2),
  MICROSOFT_APP_PASSWORD: 'secret-of-the-app',
  OAUTH_CONNECTION_NAME: 'lockkeeper',
  SYSTEM_MANAGER_GROUP: guid(3),
  PROGRAMME_MANAGER_GROUP: guid(4),
  FINANCE_GROUP: guid(5),
  REFEREE_COLLEGE_GROUP: guid(6),
  DOCUMENT_STORE_URL: 'https://records.blob.core.windows.net/documents',
  PUBLIC_URL: 'https://lockkeeper.example',
};

/** What the refusal says, line by line. */
function faultsOf(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig({ ...good, ...changes });
  } catch (error) {
    assert.ok(error instanceof LockkeeperError && error.code === 'configuration');
    return error.userMessage.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

describe('the bot’s settings', () => {
  it('take the account of a document store on this machine alone, and addresses of the outside world by https', () => {
    const local = { DOCUMENT_STORE_URL: 'http://127.0.0.1:10000/lockkeeper/documents', DOCUMENT_STORE_LOCAL_ACCOUNT: `lockkeeper:${'a'.repeat(24)}` };
    assert.deepEqual(faultsOf(local), []);
    assert.deepEqual(faultsOf({ ...local, DOCUMENT_STORE_URL: 'https://records.blob.core.windows.net/documents' }), ['DOCUMENT_STORE_LOCAL_ACCOUNT: is for a store on this machine; in Azure the bot writes as itself, without account keys']);
    assert.deepEqual(faultsOf({ PUBLIC_URL: 'http://lockkeeper.example' }), ['PUBLIC_URL: must be an https address']);
    assert.deepEqual(faultsOf({ DOCUMENT_STORE_URL: undefined }), ['DOCUMENT_STORE_URL: is not set']);
  });

  it('take a database that is signed in to with a managed identity: no password, and a connection that is checked', () => {
    const identity = { DATABASE_AUTHENTICATION: 'managed-identity', AZURE_CLIENT_ID: guid(9), DATABASE_URL: 'postgres://id-bot@db.example/lockkeeper?sslmode=verify-full' };
    assert.deepEqual(faultsOf(identity), []);
    assert.deepEqual(faultsOf({ ...identity, AZURE_CLIENT_ID: undefined }), ['AZURE_CLIENT_ID: is needed when the database is signed in to with a managed identity: its client id']);
    for (const weak of ['', '?sslmode=require', '?sslmode=no-verify']) {
      assert.deepEqual(faultsOf({ ...identity, DATABASE_URL: `postgres://id-bot@db.example/lockkeeper${weak}` }), ['DATABASE_URL: must say sslmode=verify-full, so that the token is shown to that server alone']);
    }
    assert.deepEqual(faultsOf({ ...identity, DATABASE_URL: 'postgres://id-bot:secret@db.example/lockkeeper?sslmode=verify-full' }), ['DATABASE_URL: must hold no password with a managed identity, which shows a token instead']);
    assert.deepEqual(faultsOf({ ...identity, DATABASE_URL: 'postgres://db.example/lockkeeper?sslmode=verify-full' }), ['DATABASE_URL: must name the role of the managed identity']);
  });

  it('ten settings are enough for production; the rest is Microsoft’s public cloud', () => {
    const config = readConfig(good);
    assert.equal(config.ENTRA_AUTHORITY, 'https://login.microsoftonline.com');
    assert.equal(config.CHANNEL_TOKEN_ISSUER, 'https://api.botframework.com');
    assert.ok(config.SERVICE_URL_HOSTS.includes('smba.trafficmanager.net'));
    assert.ok(!config.SERVICE_URL_HOSTS.some((host) => /localhost|127\.0\.0\.1|\*/.test(host)), 'no loopback and no pattern unless it is asked for');
  });

  for (const name of Object.keys(good)) {
    it(`does not start without ${name}, left out or left empty`, () => {
      for (const value of [undefined, '']) assert.ok(faultsOf({ [name]: value }).some((fault) => fault.startsWith(`${name}: `)), name);
    });
  }

  it('tells all faults at once', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://x', PORT: 'http', MICROSOFT_APP_ID: 'bot', MICROSOFT_APP_PASSWORD: undefined, ORGANISATION_TIME_ZONE: 'Mars/Olympus', LOG_LEVEL: 'loud', GRAPH_URL: 'http://graph.example', FINANCE_GROUP: guid(3) });
    for (const name of ['DATABASE_URL', 'PORT', 'MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'ORGANISATION_TIME_ZONE', 'LOG_LEVEL', 'GRAPH_URL', 'PROGRAMME_MANAGER_GROUP']) {
      assert.ok(faults.some((fault) => fault.startsWith(`${name}: `)), `${name} in ${faults.join(' | ')}`);
    }
  });

  it('shows no value, which may be a secret', () => {
    const secrets = { DATABASE_URL: 'mysql://user:hunter2@db', MICROSOFT_APP_ID: 'hunter2', OAUTH_CONNECTION_NAME: '', PORT: 'hunter2', ORGANISATION_TIME_ZONE: 'hunter2', LOG_LEVEL: 'hunter2', ENTRA_AUTHORITY: 'http://hunter2', STAGE_DAYS: 'hunter2', SERVICE_URL_HOSTS: ' , ' };
    const told = faultsOf(secrets).join('\n');
    assert.ok(told.includes('PORT'));
    assert.doesNotMatch(told, /hunter2|secret-of/);
  });

  const rules: readonly (readonly [name: string, changes: Readonly<Record<string, string | undefined>>, fault: RegExp])[] = [
    ['a managed identity has no password', { MICROSOFT_APP_TYPE: 'UserAssignedMSI', OBO_APP_ID: guid(9) }, /^MICROSOFT_APP_PASSWORD: must not/],
    ['a managed identity names who exchanges tokens', { MICROSOFT_APP_TYPE: 'UserAssignedMSI', MICROSOFT_APP_PASSWORD: undefined }, /^OBO_APP_ID: is needed/],
    ['a single tenant’s bot exchanges its own tokens', { OBO_APP_ID: guid(9) }, /^OBO_APP_ID: goes with/],
    ['several tenants are not for this product', { MICROSOFT_APP_TYPE: 'MultiTenant' }, /^MICROSOFT_APP_TYPE: /],
    ['addresses that get tokens are https', { TOKEN_SERVICE_URL: 'http://token.example' }, /^TOKEN_SERVICE_URL: /],
    ['a port is a port', { PORT: '70000' }, /^PORT: /],
    ['a list of hosts names one', { SERVICE_URL_HOSTS: ' , ' }, /^SERVICE_URL_HOSTS: /],
    ['two system roles in one group would be one role', { FINANCE_GROUP: guid(4) }, /group of its own/],
  ];
  for (const [name, changes, fault] of rules) {
    it(name, () => {
      const faults = faultsOf(changes);
      assert.equal(faults.length, 1, faults.join(' | '));
      assert.match(faults[0] ?? '', fault);
    });
  }

  it('hosts are compared without case and blanks', () => {
    assert.deepEqual(readConfig({ ...good, SERVICE_URL_HOSTS: ' SMBA.trafficmanager.net ,localhost' }).SERVICE_URL_HOSTS, ['smba.trafficmanager.net', 'localhost']);
  });
});
