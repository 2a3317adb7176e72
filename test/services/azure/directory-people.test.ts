import assert from 'node:assert/strict';
import { directoryPeople } from '../../../services/azure/index.js';
import type { DirectoryPeople } from '../../../services/projects/index.js';
import { people, systemGroups, type SeedPerson } from '../../../infra/local/seed/people.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { entraAnswer, startAnsweringServer, type AnsweringServer } from './answering-server.js';
import { azureSettings, startSeededCloud } from './azure-fixture.js';

describe('people in the directory', () => {
  let cloud: TestCloud;
  let directory: DirectoryPeople;
  before(async () => {
    cloud = await startSeededCloud();
    directory = directoryPeople(azureSettings(cloud.url));
  });
  after(() => cloud.remove());

  it('gives name, mail, kind and state of a member of staff', async () => {
    const { id, name, mail } = people.amara;
    assert.deepEqual(await directory.person(id), { id, name, mail, userType: 'member', enabled: true });
  });

  it('tells a guest from a member', async () => {
    assert.equal((await directory.person(people.tom.id))?.userType, 'guest');
  });

  it('knows that an account is disabled', async () => {
    await cloud.admin('/account', { userId: people.omar.id, enabled: false });
    assert.equal((await directory.person(people.omar.id))?.enabled, false);
  });

  it('knows nobody by an id that the directory does not hold', async () => {
    assert.equal(await directory.person('a1000000-0000-4000-8000-00000000ffff'), undefined);
  });

  it('lets no text that is no directory id become a part of a path', async () => {
    await assert.rejects(directory.person('../groups'), { name: 'ZodError' });
  });

  it('reads system roles from membership of the configured groups', async () => {
    assert.deepEqual(await directory.systemRolesOf(people.ruth.id), ['programme-manager']);
    assert.deepEqual(await directory.systemRolesOf(people.amara.id), []);
  });

  const found = async (words: string): Promise<readonly string[]> => (await directory.search(words)).map(({ name }) => name).sort();

  it('finds people by the beginnings of their names in any order, and by their address', async () => {
    assert.deepEqual(await found('okafor ama'), ['Amara Okafor']);
    assert.ok((await found(people.tom.mail)).includes('Tom Lindqvist'));
  });

  it('finds those whose names begin alike too, so that a typing error loses nobody', async () => {
    assert.ok((await found('Okafro')).includes('Amara Okafor'));
    assert.ok((await found('Lena Ficsher')).includes('Lena Fischer'));
  });

  it('finds nobody by nothing, and lets no text end the search term', async () => {
    for (const words of ['', '  ', '"', '\\" OR "displayName:a', '()*%']) assert.ok(Array.isArray(await directory.search(words)), words);
    assert.deepEqual(await found('""'), []);
  });

  it('gives no system role to whom the directory does not hold', async () => {
    assert.deepEqual(await directory.systemRolesOf('a1000000-0000-4000-8000-00000000ffff'), []);
  });

  it('lists everyone who holds a system role, by name', async () => {
    const holders = await directory.holdersOfSystemRoles();
    const names = Object.fromEntries(Object.entries(holders).map(([role, list]) => [role, list.map(({ name }) => name)]));
    assert.deepEqual(names, {
      'system-manager': ['Priya Nair'],
      'programme-manager': ['David Kerr', 'Ruth Adeyemi'],
      finance: ['Claire Dubois'],
      'referee-college': ['Daniel Roth', 'Mei Tanaka'],
    });
  });

  it('says that the directory does not answer when it refuses the bot a token', async () => {
    const refused = directoryPeople(azureSettings(cloud.url, { credential: { kind: 'secret', secret: 'not-the-secret-of-the-bot' } }));
    await assert.rejects(refused.person(people.amara.id), (error: Error) => {
      assert.equal((error as Error & { code: string }).code, 'directory-unavailable');
      assert.match(String((error.cause as Error).message), /AADSTS7000215/);
      return true;
    });
  });
});

describe('people in a directory that answers unusually', () => {
  let server: AnsweringServer;
  before(async () => {
    server = await startAnsweringServer();
  });
  after(() => server.stop());

  /** Entra's part, then what Graph answers at a path. */
  const graphAnswers = (answers: Readonly<Record<string, object>>): void => {
    server.answer((request) => {
      const path = /^\/v1\.0([^?]*)/.exec(request.url)?.[1] ?? '';
      return entraAnswer(server.url, request) ?? { status: 200, body: answers[path] ?? { value: [] } };
    });
  };
  const user = (person: SeedPerson, more: object = {}): object => ({ '@odata.type': '#microsoft.graph.user', id: person.id, displayName: person.name, mail: person.mail, userPrincipalName: person.mail, userType: 'Member', accountEnabled: true, ...more });
  const group = (id: string): object => ({ '@odata.type': '#microsoft.graph.group', id });
  const inner = 'b1000000-0000-4000-8000-0000000000aa';
  const finance = systemGroups.finance.id;

  it('counts those as holders who are members of a group within the group, each once, though groups hold each other', async () => {
    graphAnswers({
      [`/groups/${finance}/members`]: { value: [user(people.claire), group(inner)] },
      [`/groups/${inner}/members`]: { value: [user(people.amara), user(people.claire), group(finance), { '@odata.type': '#microsoft.graph.servicePrincipal', id: inner }] },
    });
    const { finance: holders } = await directoryPeople(azureSettings(server.url)).holdersOfSystemRoles();
    assert.deepEqual(holders.map(({ name }) => name), ['Amara Okafor', 'Claire Dubois']);
  });

  it('addresses a person without a mailbox by their principal name', async () => {
    graphAnswers({ [`/users/${people.amara.id}`]: user(people.amara, { mail: null, userPrincipalName: 'amara@northgate.example' }) });
    assert.equal((await directoryPeople(azureSettings(server.url)).person(people.amara.id))?.mail, 'amara@northgate.example');
  });

  it('guesses nothing when the bot may not see whether an account is enabled', async () => {
    graphAnswers({ [`/users/${people.amara.id}`]: user(people.amara, { accountEnabled: null }) });
    await assert.rejects(directoryPeople(azureSettings(server.url)).person(people.amara.id), { name: 'LockkeeperError', code: 'directory-unavailable' });
  });
});
