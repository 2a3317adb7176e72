import assert from 'node:assert/strict';
import fc from 'fast-check';
import { peopleFinder, rankPeople, type DirectoryPerson } from '../../../services/projects/index.js';
import { people } from '../../../infra/local/seed/people.js';
import { testDatabase, type TestDatabase } from '../../support/database.js';
import { DirectoryFake } from './directory-fake.js';

const everybody = [...new DirectoryFake().accounts.values()];
const ranked = (words: string): { fitting: string[]; near: string[] } => {
  const { fitting, near } = rankPeople(everybody, words);
  return { fitting: fitting.map(({ name }) => name), near: near.map(({ name }) => name) };
};

describe('who is meant', () => {
  for (const [words, name] of [
    ['Amara Okafor', 'Amara Okafor'],
    ['okafor, amara', 'Amara Okafor'],
    ['oka', 'Amara Okafor'],
    ['LENA', 'Lena Fischer'],
    ['jonas.weber@northgate.example', 'Jonas Weber'],
    ['katarzyna.nowak', 'Katarzyna Nowak'],
  ] as const) {
    it(`“${words}” is ${name}`, () => {
      assert.deepEqual(ranked(words).fitting, [name]);
    });
  }

  for (const [words, name] of [
    ['Okafro', 'Amara Okafor'],
    ['Amarra Okfor', 'Amara Okafor'],
    ['Lena Ficsher', 'Lena Fischer'],
    ['Katarzina', 'Katarzyna Nowak'],
    ['Linqvist', 'Tom Lindqvist'],
  ] as const) {
    it(`“${words}” fits nobody, and ${name} comes first of those who are near`, () => {
      assert.deepEqual(ranked(words).fitting, []);
      assert.equal(ranked(words).near[0], name);
    });
  }

  it('several whose names begin so are all offered', () => {
    assert.deepEqual(ranked('da').fitting, ['Daniel Roth', 'David Kerr']);
  });

  it('a name typed in full leaves out everybody else', () => {
    const short: DirectoryPerson = { id: 'x', name: 'Amara Oka', mail: 'oka@example.org', userType: 'member', enabled: true };
    assert.deepEqual(rankPeople([...everybody, short], 'amara oka').fitting, [short]);
  });

  it('nothing and nonsense fit nobody', () => {
    for (const words of ['', ' ', '…', 'Xqzjjvw Bbgh']) assert.deepEqual(ranked(words), { fitting: [], near: [] });
  });

  it('whatever is typed, nobody is offered twice, and never more than eight of either kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (words) => {
        const { fitting, near } = rankPeople([...everybody, ...everybody], words);
        const ids = [...fitting, ...near].map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(fitting.length <= 8 && near.length <= 8);
      }),
    );
  });
});

describe('finding people', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
    const row = { mail: 'former.colleague@northgate.example', user_type: 'member' as const, updated_at: new Date('2026-01-05T09:00:00Z') };
    await database.db.insertInto('people').values([{ id: 'on-record', name: 'Wilhelmina Aldersey', ...row }, { id: 'gone', name: 'Wilhelmina Gone', enabled: false, ...row }]).execute();
  });
  after(() => database.drop());

  it('looks among the people on record as well as in the directory, and offers no disabled account', async () => {
    const directory = new DirectoryFake();
    const finder = peopleFinder(database.db, directory);
    assert.deepEqual((await finder.find('Wilhelmina')).fitting.map(({ id }) => id), ['on-record']);
    assert.deepEqual((await finder.find('Wilhelmena Aldersy')).near.map(({ id }) => id), ['on-record']);
    directory.set(people.omar.id, { enabled: false });
    assert.deepEqual((await finder.find('Omar Haddad')).fitting, []);
  });

  it('believes the directory before the record: an account that was disabled meanwhile is not offered', async () => {
    const directory = new DirectoryFake();
    await database.db.insertInto('people').values({ id: people.lena.id, name: people.lena.name, mail: people.lena.mail, user_type: 'member', updated_at: new Date('2026-01-05T09:00:00Z') }).execute();
    directory.set(people.lena.id, { enabled: false });
    assert.deepEqual((await peopleFinder(database.db, directory).find('Lena Fischer')).fitting, []);
  });

  it('says so when the directory does not answer', async () => {
    const directory = new DirectoryFake();
    directory.answering = false;
    await assert.rejects(peopleFinder(database.db, directory).find('Lena'), { code: 'directory-unavailable' });
  });
});
