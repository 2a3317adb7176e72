import assert from 'node:assert/strict';
import { datasets } from '../../../infra/local/seed/catalogue.js';
import { workspaceGroups } from '../../../infra/local/seed/directory.js';
import { workPackages, workspaces } from '../../../infra/local/seed/hospital.js';
import { people } from '../../../infra/local/seed/people.js';
import { serveStartPage } from '../../../infra/local/start-page.js';

describe('the start page', () => {
  let starting: string;
  let html: string;
  let opened: Response;
  let failed: Response;
  let unknown: Response;

  before(async () => {
    const playgrounds = (['researcher', 'investigator', 'representative'] as const).map((role) => ({ role, url: `http://localhost/${role}` }));
    const served = await serveStartPage(0);
    starting = await (await fetch(served.url)).text();
    served.show({ page: served.url, bot: '', cloud: '', directory: '', mail: '', data: '', playgrounds }, (role) => (role === 'referee' ? Promise.resolve('http://localhost/referee') : Promise.reject(new Error('it does not start'))));
    html = await (await fetch(served.url)).text();
    opened = await fetch(`${served.url}/be/referee`, { redirect: 'manual' });
    failed = await fetch(`${served.url}/be/project-manager`, { redirect: 'manual' });
    unknown = await fetch(`${served.url}/be/somebody`);
    await served.stop();
  });

  it('says that Lockkeeper is starting and loads itself again, until there are addresses to show', () => {
    assert.match(starting, /Lockkeeper is starting…/);
    assert.match(starting, /<meta http-equiv="refresh" content="\d+">/);
    assert.doesNotMatch(starting, /<table/);
    assert.match(html, /Be Amara/);
    assert.doesNotMatch(html, /starting…|http-equiv/);
  });

  it('opens the window of a persona that has none yet, and says so where it does not start', async () => {
    assert.match(html, /href="\/be\/referee"/);
    assert.deepEqual([opened.status, opened.headers.get('location')], [302, 'http://localhost/referee']);
    assert.equal(failed.status, 503);
    assert.equal(unknown.status, 404);
  });

  /** Datasets in which a word begins so, as the search finds them. */
  const found = (words: string): typeof datasets => datasets.filter(({ name, summary, keywords }) => new RegExp(`\\b${words}`, 'i').test([name, summary, ...keywords].join(' ')));
  const suggested = (): readonly (readonly [words: string, tier: number])[] => [...html.matchAll(/<kbd>datasets (\w+)<\/kbd>[^<]*?at tier (\d)/g)].map((match) => [match[1] ?? '', Number(match[2])]);

  it('suggests searches that find one dataset, at the tier that it says', () => {
    assert.deepEqual(suggested().map(([, tier]) => tier), [2, 3]);
    for (const [words, tier] of suggested()) {
      assert.equal(found(words).length, 1, words);
      const packages = workPackages.filter((workPackage) => workPackage.datasets.some((id) => id === found(words)[0]?.id));
      assert.deepEqual(packages.map(({ classified }) => classified?.tier), [tier], words);
    }
  });

  it('suggests what the researcher may ask for and has not got: at tier 2 as a member, at tier 3 from outside', () => {
    const standing = suggested().map(([words]) => {
      const dataset = found(words)[0]?.id ?? 0;
      const workspace = workspaces.find(({ workPackage }) => workPackages.some(({ id, datasets: held }) => id === workPackage && held.includes(dataset)));
      const groups = workspaceGroups[workspace?.id ?? 0];
      return [groups?.members.includes(people.amara), groups?.data[dataset]?.includes(people.amara)];
    });
    assert.deepEqual(standing, [[true, false], [false, false]]);
  });
});
