import assert from 'node:assert/strict';
import { datasets as seeded } from '../../../infra/local/seed/catalogue.js';
import { people, type SeedPerson } from '../../../infra/local/seed/people.js';
import { transact } from '../../../services/audit/index.js';
import { searchDatasets } from '../../../services/catalogue/index.js';
import { surroundings } from '../../support/surroundings.js';
import { seededCatalogue, type SeededCatalogue } from './catalogue-fixture.js';

const { amara, ben, claire, gail, helen, katarzyna, mei, omar, ruth, samuel, tom } = people;
const hidden = 12;
const open = seeded.map(({ id }) => id).filter((id) => id !== hidden);

describe('searching the catalogue', () => {
  let catalogue: SeededCatalogue;
  before(async () => {
    catalogue = await seededCatalogue();
  });
  after(() => catalogue.database.drop());

  const search = async (query: string, person: SeedPerson = amara): Promise<readonly number[]> => {
    const found: number[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const result = await catalogue.as(person, (context) => searchDatasets(context, query, page));
      assert.equal(result.page, page);
      found.push(...result.items.map(({ id }) => id));
      pages = result.pages;
      if (page === pages) assert.equal(found.length, result.total);
    }
    return found;
  };
  const sorted = (ids: readonly number[]): readonly number[] => ids.toSorted((a, b) => a - b);
  const cardiology = [1, 2, 4, 6, 8, 9];

  describe('forgives', () => {
    const queries: readonly (readonly [string, readonly number[]])[] = [
      ['cardiology', cardiology],
      ['cardiolgy', cardiology],
      ['cardoilogy', cardiology],
      ['CARDIOLOGY', cardiology],
      ['cardiol', cardiology],
      ['hart failure', [1, 4]],
      ['heart failrue', [1, 4]],
      ['hart', [1, 4]],
      ['failure heart', [1, 4]],
      ['ecg', [2, 9]],
      ['ecgs', [2, 9]],
      ['electrocardiograms', [2]],
      ['echo', [6]],
      ['echocardiografy', [6]],
      ['genomic', [10]],
      ['genomcis', [10]],
      ['waiting time', [11]],
      ['wating times', [11]],
      ['presciptions', [7]],
      ['admission', [1]],
      ['cause of admissions', [1]],
      ['biobank', [5, 11]],
      ['nt-probnp', [5]],
    ];
    for (const [query, expected] of queries) {
      it(`“${query}” finds what was meant, first`, async () => {
        const found = await search(query);
        assert.deepEqual(sorted(found.slice(0, expected.length)), expected, `found ${found.join(' ')}`);
      });
    }
  });

  for (const query of ['cardiology', 'cardiolgy', 'ecg', 'heart failure', 'genomics', 'waiting times']) {
    it(`“${query}” finds nothing that is not about it`, async () => {
      const expected = { cardiology, cardiolgy: cardiology, ecg: [2, 9], 'heart failure': [1, 4, 7], genomics: [10], 'waiting times': [11] }[query];
      const found = await search(query);
      assert.deepEqual(sorted(found).filter((id) => !(expected ?? []).includes(id)), []);
    });
  }

  for (const query of ['quantum chromodynamics', 'xyzzy', 'qqqqqqqq', '!!!! ????', "'; drop table datasets; --"]) {
    it(`finds nothing for nonsense, or everything when there is no word in it: ${query}`, async () => {
      assert.deepEqual(await search(query), /[a-z]/.test(query) ? [] : await search(''));
    });
  }

  it('puts a name before a keyword and a keyword before the summary', async () => {
    assert.deepEqual((await search('heart failure')).slice(0, 2).toSorted(), [1, 4]);
    assert.equal((await search('inherited arrhythmia'))[0], 8);
    assert.equal((await search('variants'))[0], 10);
  });

  it('lists all by name when nothing is asked', async () => {
    const names = (await search('   ')).map((id) => seeded.find((dataset) => dataset.id === id)?.name ?? '');
    assert.deepEqual(names, names.toSorted());
    assert.equal(names.length, open.length);
  });

  for (const query of ['DS-0007', 'ds 7', 'ds-7', ' DS0007 ']) {
    it(`finds by number: ${query}`, async () => {
      assert.deepEqual(await search(query), [7]);
    });
  }

  it('finds nothing by a number that nothing has, however large', async () => {
    assert.deepEqual(await search('DS-0099'), []);
    assert.deepEqual(await search('DS-999999999'), []);
  });

  it('understands quotes, “or” and a leading minus', async () => {
    assert.deepEqual(await search('"ejection fraction" -registry'), [6]);
    assert.deepEqual(sorted(await search('holter or genomics')), [9, 10]);
  });

  it('answers a page that is not there with the nearest one', async () => {
    for (const [wanted, page] of [[0, 1], [-3, 1], [99, 2]] as const) {
      const result = await catalogue.as(amara, (context) => searchDatasets(context, '', wanted));
      assert.deepEqual([result.page, result.pages, result.total], [page, 2, open.length]);
    }
  });

  it('gives a line with provider and keywords', async () => {
    const { items } = await catalogue.as(amara, (context) => searchDatasets(context, 'DS-0004', 1));
    const { name, summary, keywords, provider } = seeded[3]!;
    assert.deepEqual(items, [{ id: 4, name, summary, keywords, provider: provider.name, hidden: false }]);
  });

  it('looks at a long query no further than its first words', async () => {
    assert.deepEqual(sorted(await search(`ecg ${'of '.repeat(2_000)}`)), [2, 9]);
  });

  const viewers: readonly (readonly [string, SeedPerson, readonly number[]])[] = [
    ['staff with a role elsewhere: all but the hidden one', amara, open],
    ['staff without any role: all but the hidden one', claire, open],
    ['a Referee of another project: all but the hidden one', mei, open],
    ['a Programme Manager: all', ruth, [...open, hidden]],
    ['the Representative of the hidden one: all', ben, [...open, hidden]],
    ['the Investigator of the project that uses it: all', samuel, [...open, hidden]],
    ['the Project Manager of the project that uses it: all', katarzyna, [...open, hidden]],
    ['a Researcher of the project that uses it: all', omar, [...open, hidden]],
    ['a guest: those of their projects', tom, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['a guest who is also a deputy: that one too', helen, [1, 2, 3, 4, 5, 6, 7, 10, 11, hidden]],
    ['a guest without a role: none', gail, []],
  ];
  for (const [rule, person, expected] of viewers) {
    it(`shows ${rule}`, async () => {
      assert.deepEqual(sorted(await search('', person)), expected);
      const byNumber = await Promise.all(seeded.map(({ id }) => search(`DS-${String(id)}`, person)));
      assert.deepEqual(byNumber.flat(), expected);
    });
  }

  it('does not count what it does not show', async () => {
    const result = await catalogue.as(amara, (context) => searchDatasets(context, 'mortality', 1));
    assert.deepEqual({ ...result, items: result.items.length }, { items: 0, page: 1, pages: 1, total: 0 });
    assert.deepEqual(await search('mortality', ruth), [hidden]);
  });

  it('shows nothing to a process', async () => {
    const result = await transact(surroundings(catalogue.database, catalogue.clock), { kind: 'process', id: 'sweep' }, (context) => searchDatasets(context, '', 1));
    assert.equal(result.total, 0);
  });

  it('shows nothing any more to somebody whose account is disabled', async () => {
    await catalogue.database.owner.updateTable('people').set({ enabled: false }).where('id', '=', claire.id).execute();
    assert.deepEqual(await search('', claire), []);
  });

  it('leaves no audit entry', async () => {
    const entries = await catalogue.database.db.selectFrom('audit_entries').select('action').where('actor_id', '=', amara.id).execute();
    assert.deepEqual(entries, []);
  });
});
