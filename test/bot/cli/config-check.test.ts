import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { connect } from '../../../services/database/index.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { emptyDatabase } from '../../support/empty-database.js';
import { Hospital } from '../../support/hospital-builder.js';
import { documentOf, operate } from '../../support/operator-terminal.js';

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('config check', () => {
  let database: TestDatabase;
  let hospital: Hospital;
  const settings = (changes: Readonly<Record<string, string | undefined>> = {}): Readonly<Record<string, string | undefined>> => ({
    DATABASE_URL: database.url('lockkeeper_bot'),
    MICROSOFT_APP_TYPE: 'SingleTenant',
    MICROSOFT_APP_ID: guid(1),
    MICROSOFT_APP_TENANT_ID: guid(2),
    MICROSOFT_APP_PASSWORD: 'hunter2',
    OAUTH_CONNECTION_NAME: 'lockkeeper',
    SYSTEM_MANAGER_GROUP: guid(3),
    PROGRAMME_MANAGER_GROUP: guid(4),
    FINANCE_GROUP: guid(5),
    REFEREE_COLLEGE_GROUP: guid(6),
    DOCUMENT_STORE_URL: 'https://records.blob.core.windows.net/documents',
    PUBLIC_URL: 'https://lockkeeper.example',
    ...changes,
  });
  /** Each fault up to its colon or its first words. */
  const faultsOf = async (environment: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
    const operated = await operate(['config', 'check', '--json'], environment);
    const { ok, faults } = documentOf(operated) as { ok: boolean; faults: readonly string[] };
    assert.deepEqual({ status: operated.status, err: operated.err, ok }, { status: faults.length === 0 ? 0 : 1, err: '', ok: faults.length === 0 });
    assert.doesNotMatch(operated.out, /hunter2/);
    return faults;
  };
  const settingsOf = (faults: readonly string[]): readonly string[] => faults.map((fault) => fault.split(':')[0] ?? '').sort();

  before(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    hospital = await Hospital.build(database);
  });
  after(() => database.drop());

  it('finds sound settings with two Programme Managers sound, status 0', async () => {
    assert.deepEqual(await operate(['config', 'check'], settings()), { status: 0, out: 'The configuration is sound.', err: '' });
    assert.deepEqual(await faultsOf(settings()), []);
  });

  it('takes a setting that is left empty as not set', async () => {
    assert.deepEqual(await faultsOf(settings({ ORGANISATION_COUNTRY: '', ORGANISATION_TIME_ZONE: '' })), []);
  });

  it('insists on two Programme Managers: one is not enough, nor is a second whose account is disabled', async () => {
    await hospital.disable('otherProgrammeManager');
    const [fault, ...others] = await faultsOf(settings());
    assert.deepEqual(others, []);
    assert.match(fault ?? '', /^PROGRAMME_MANAGER_GROUP: one person is known to hold the role, at least 2 are needed\./);
  });

  it('insists on two Programme Managers: people of another system role do not count', async () => {
    await database.db.updateTable('system_role_holders').set({ role: 'system-manager' }).where('role', '=', 'programme-manager').execute();
    assert.match((await faultsOf(settings())).join(), /^PROGRAMME_MANAGER_GROUP: nobody is known to hold the role/);
  });

  it('lists every fault at once: each setting, and what the database lacks', async () => {
    await hospital.disable('programmeManager');
    const faults = await faultsOf(settings({ PORT: 'http', MICROSOFT_APP_ID: 'bot', MICROSOFT_APP_PASSWORD: undefined, FINANCE_GROUP: undefined, ORGANISATION_COUNTRY: 'XX', LOG_LEVEL: 'loud' }));
    assert.deepEqual(settingsOf(faults), ['FINANCE_GROUP', 'LOG_LEVEL', 'MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'ORGANISATION_COUNTRY', 'PORT', 'PROGRAMME_MANAGER_GROUP']);
  });

  it('counts and lists them for people, each on a line of its own', async () => {
    const { status, out } = await operate(['config', 'check'], settings({ PORT: 'http', LOG_LEVEL: 'loud' }));
    assert.equal(status, 1);
    assert.match(out, /^2 faults:\n {2}PORT: .*\n {2}LOG_LEVEL: .*$/);
    assert.match((await operate(['config', 'check'], settings({ PORT: 'http' }))).out, /^One fault:\n {2}PORT: /);
  });

  it('names a faulty time zone and country once each', async () => {
    assert.deepEqual(settingsOf(await faultsOf(settings({ ORGANISATION_TIME_ZONE: 'Mars/Olympus', ORGANISATION_COUNTRY: 'nowhere' }))), ['ORGANISATION_COUNTRY', 'ORGANISATION_TIME_ZONE']);
  });

  it('names a missing or invalid DATABASE_URL as one fault among the others', async () => {
    assert.deepEqual(settingsOf(await faultsOf(settings({ DATABASE_URL: undefined, PORT: 'http' }))), ['DATABASE_URL', 'PORT']);
    assert.deepEqual(settingsOf(await faultsOf(settings({ DATABASE_URL: 'hunter2', PORT: 'http' }))), ['DATABASE_URL', 'PORT']);
  });

  it('names a database that does not answer as one fault among the others', async () => {
    const faults = await faultsOf(settings({ DATABASE_URL: 'postgres://bot:hunter2@127.0.0.1:1/lockkeeper', PORT: 'http' }));
    assert.equal(faults.length, 2);
    assert.match(faults.join('\n'), /^PORT: .*\nThe database 127\.0\.0\.1:1\/lockkeeper does not answer \(ECONNREFUSED\)/);
  });

  it('names a database that is not migrated', async () => {
    const empty = await emptyDatabase(database);
    try {
      assert.match((await faultsOf(settings({ DATABASE_URL: empty.url('lockkeeper_bot') }))).join('\n'), /^The database is not migrated\. Run .* migrate/);
    } finally {
      await empty.drop();
    }
  });

  it('names a schema that is older than this version, and not one that is newer', async () => {
    const migrated = await emptyDatabase(database);
    await operate(['migrate'], { MIGRATION_DATABASE_URL: migrated.url('lockkeeper_owner') });
    const owner = connect(migrated.url('lockkeeper_owner'), 1);
    try {
      await sql`delete from kysely_migration where name <> (select max(name) from kysely_migration)`.execute(owner);
      await sql`update kysely_migration set name = '0000-before'`.execute(owner);
      assert.match((await faultsOf(settings({ DATABASE_URL: migrated.url('lockkeeper_bot') }))).join('\n'), /^The database's schema is 0000-before, this version needs .* migrate/);
      await sql`update kysely_migration set name = '9999-later'`.execute(owner);
      assert.deepEqual(settingsOf(await faultsOf(settings({ DATABASE_URL: migrated.url('lockkeeper_bot') }))), ['PROGRAMME_MANAGER_GROUP']);
    } finally {
      await owner.destroy();
      await migrated.drop();
    }
  });

  it('does not accept the owner’s login for the bot: it could rewrite the audit trail', async () => {
    const faults = await faultsOf(settings({ DATABASE_URL: database.url('lockkeeper_owner') }));
    assert.deepEqual(settingsOf(faults), ['DATABASE_URL']);
    assert.match(faults[0] ?? '', /may change the audit trail/);
  });
});
