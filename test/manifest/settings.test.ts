import assert from 'node:assert/strict';
import { readSettings } from '../../manifest/settings.js';
import { LockkeeperError } from '../../services/context/index.js';
import { defaults, organisation } from './package-fixture.js';
import { botId } from '../../infra/local/seed/people.js';

/** The faults named, a line each. */
function faultsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readSettings(env, defaults);
  } catch (error) {
    assert.ok(error instanceof LockkeeperError);
    assert.equal(error.code, 'configuration');
    return error.userMessage.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

describe('manifest: settings of an organisation', () => {
  it('fill every placeholder', () => {
    const { purpose, values } = readSettings(organisation, defaults);
    assert.equal(purpose, 'organisation');
    assert.deepEqual(values, {
      TEAMS_APP_ID: organisation.TEAMS_APP_ID,
      BOT_ID: organisation.MICROSOFT_APP_ID,
      AAD_APP_CLIENT_ID: organisation.MICROSOFT_APP_ID,
      BOT_DOMAIN: organisation.BOT_DOMAIN,
      SIGN_IN_DOMAIN: 'token.botframework.com',
      DEVELOPER_NAME: organisation.DEVELOPER_NAME,
      DEVELOPER_WEBSITE: organisation.DEVELOPER_WEBSITE,
      PRIVACY_URL: organisation.PRIVACY_URL,
      TERMS_URL: organisation.TERMS_URL,
      APP_VERSION: '1.4.0',
      APP_NAME_SUFFIX: '',
    });
  });

  it('name the app registration that people sign in to, where it is not the bot’s', () => {
    const signInApp = '2f2f1f57-2a53-4a7e-8f4c-5a8f3f1c9d33';
    const { values } = readSettings({ ...organisation, OBO_APP_ID: signInApp }, defaults);
    assert.deepEqual([values.AAD_APP_CLIENT_ID, values.BOT_ID], [signInApp, organisation.MICROSOFT_APP_ID]);
  });

  it('may raise the version, add a suffix to the name and choose the region of the sign-in page', () => {
    const { values } = readSettings({ ...organisation, APP_VERSION: '2.0.1', APP_NAME_SUFFIX: ' (trial)', SIGN_IN_DOMAIN: 'europe.token.botframework.com' }, defaults);
    assert.deepEqual([values.APP_VERSION, values.APP_NAME_SUFFIX, values.SIGN_IN_DOMAIN], ['2.0.1', ' (trial)', 'europe.token.botframework.com']);
  });

  it('are all named at once when they are missing', () => {
    assert.deepEqual(faultsOf({}), Object.keys(organisation).map((name) => `${name}: is missing`));
  });

  it('are missing, too, when they are empty', () => {
    assert.deepEqual(faultsOf({ ...organisation, TERMS_URL: '' }), ['TERMS_URL: is missing']);
  });

  it('are all named at once when they are wrong', () => {
    const wrong = { TEAMS_APP_ID: 'lockkeeper', MICROSOFT_APP_ID: '00000000-0000-0000-0000-000000000000', BOT_DOMAIN: 'https://bot.org/api', DEVELOPER_NAME: 'x'.repeat(33), DEVELOPER_WEBSITE: 'stmarys', PRIVACY_URL: 'http://stmarys-research.org', TERMS_URL: 'https://localhost/terms' };
    assert.deepEqual(faultsOf({ ...wrong, APP_VERSION: 'v2', APP_NAME_SUFFIX: ' of the whole hospital', SIGN_IN_DOMAIN: 'token.botframework.com.evil.org' }), [
      'TEAMS_APP_ID: is no GUID',
      'MICROSOFT_APP_ID: is the empty GUID',
      'BOT_DOMAIN: is no public host name; write it without scheme, port and path',
      'DEVELOPER_NAME: is longer than 32 characters',
      'DEVELOPER_WEBSITE: is no https address',
      'PRIVACY_URL: is no https address',
      'TERMS_URL: is on no public host',
      'APP_VERSION: is no version such as 1.2.3',
      'APP_NAME_SUFFIX: is longer than 20 characters',
      'SIGN_IN_DOMAIN: is no host of the Bot Framework token service',
    ]);
  });

  for (const host of ['localhost', 'bot', '10.0.0.4', 'bot.local', 'bot.example', 'bot.example.com', 'bot.org:443', '*.bot.org', 'bot.org/', '-bot.org']) {
    it(`a bot is not reached at ${host}`, () => {
      assert.equal(faultsOf({ ...organisation, BOT_DOMAIN: host }).length, 1);
    });
  }
});

describe('manifest: no settings at all', () => {
  it('give an example of the local tenant, marked in its name', () => {
    const { purpose, values } = readSettings({ PATH: '/bin' }, { ...defaults, withoutSettings: 'local-example' });
    assert.equal(purpose, 'local-example');
    assert.deepEqual([values.BOT_ID, values.AAD_APP_CLIENT_ID, values.APP_NAME_SUFFIX, values.APP_VERSION], [botId, botId, ' (local)', '1.4.0']);
  });

  it('one setting is enough to want the rest', () => {
    assert.throws(() => readSettings({ BOT_DOMAIN: organisation.BOT_DOMAIN }, { ...defaults, withoutSettings: 'local-example' }), LockkeeperError);
  });
});
