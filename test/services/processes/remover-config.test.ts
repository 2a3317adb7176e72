import assert from 'node:assert/strict';
import { readRemoverConfig } from '../../../services/processes/remover-config.js';
import { removerId, tenantId } from '../../../infra/local/seed/people.js';

const enough = {
  REMOVER_DATABASE_URL: 'postgres://remover:password@localhost/lockkeeper',
  MICROSOFT_APP_TENANT_ID: tenantId,
  REMOVER_APP_TYPE: 'UserAssignedMSI',
  REMOVER_APP_ID: removerId,
};

describe("the remover's settings", () => {
  it('need a database, a tenant and an identity, and name the public cloud unless told otherwise', () => {
    assert.deepEqual(readRemoverConfig(enough), {
      database: enough.REMOVER_DATABASE_URL,
      azure: {
        tenantId,
        authority: 'https://login.microsoftonline.com',
        graphBaseUrl: 'https://graph.microsoft.com',
        armBaseUrl: 'https://management.azure.com',
        credential: { kind: 'managed-identity', clientId: removerId },
      },
      organisation: { timeZone: 'Europe/London', country: undefined },
      logLevel: 'info',
    });
  });

  it('take a secret for an app registration', () => {
    const { azure } = readRemoverConfig({ ...enough, REMOVER_APP_TYPE: 'SingleTenant', REMOVER_APP_PASSWORD: 'a secret' });
    assert.deepEqual(azure.credential, { kind: 'secret', clientId: removerId, secret: 'a secret' });
  });

  it('take DATABASE_URL where there is no other', () => {
    assert.equal(readRemoverConfig({ ...enough, REMOVER_DATABASE_URL: '', DATABASE_URL: 'postgres://other/lockkeeper' }).database, 'postgres://other/lockkeeper');
    assert.equal(readRemoverConfig({ ...enough, DATABASE_URL: 'postgres://other/lockkeeper' }).database, enough.REMOVER_DATABASE_URL);
  });

  it('list every fault at once and repeat no value', () => {
    assert.throws(
      () => readRemoverConfig({ MICROSOFT_APP_TENANT_ID: 'northgate', REMOVER_APP_TYPE: 'SingleTenant', GRAPH_URL: 'http://graph.example', LOG_LEVEL: 'loud' }),
      (error: Error) => {
        assert.equal((error as Error & { code: string }).code, 'configuration');
        const named = error.message.split('\n').slice(1).map((line) => line.trim().split(':')[0]);
        assert.deepEqual(named.sort(), ['GRAPH_URL', 'LOG_LEVEL', 'MICROSOFT_APP_TENANT_ID', 'REMOVER_APP_ID', 'REMOVER_APP_PASSWORD', 'REMOVER_DATABASE_URL']);
        assert.doesNotMatch(error.message, /northgate|graph\.example|loud/);
        return true;
      },
    );
  });

  it('refuse a secret beside a managed identity', () => {
    assert.throws(() => readRemoverConfig({ ...enough, REMOVER_APP_PASSWORD: 'a secret' }), /a fault:\n {2}REMOVER_APP_PASSWORD: must not be set with a managed identity$/);
  });
});
