import assert from 'node:assert/strict';
import { recordPage } from '../../../cards/pages/index.js';
import type { ClassificationRecord } from '../../../services/classification/index.js';
import { canBeOverridden, controlKeys } from '../../../services/tiers/index.js';
import { hostileTexts, saying } from '../hostile.js';
import { format } from '../samples.js';
import { sampleRecord } from './record-sample.js';

const page = (record: ClassificationRecord = sampleRecord): string => recordPage(record, format);
const tagsOf = (html: string): readonly string[] => [...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/g)].map((match) => match[1] ?? ''))].sort();
const attributesOf = (html: string): readonly string[] => [...new Set([...html.matchAll(/<[a-z][^<>]*>/g)].flatMap(([tag]) => [...tag.matchAll(/ ([a-z-]+)="/g)].map((match) => match[1] ?? '')))].sort();
const textOf = (html: string): string => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the page of a record', () => {
  it('holds no script and nothing from elsewhere: these tags and attributes alone', () => {
    assert.deepEqual(tagsOf(page()), ['body', 'caption', 'code', 'dd', 'div', 'dl', 'dt', 'footer', 'h1', 'h2', 'h3', 'h4', 'head', 'header', 'html', 'main', 'meta', 'p', 'pre', 'section', 'span', 'strong', 'style', 'table', 'tbody', 'td', 'th', 'thead', 'title', 'tr']);
    assert.deepEqual(attributesOf(page()), ['charset', 'class', 'content', 'data-label', 'http-equiv', 'lang', 'name', 'scope']);
    assert.doesNotMatch(page(), /https?:|url\(|@import/);
  });

  for (const [kind, text] of Object.entries(hostileTexts)) {
    it(`escapes whatever people wrote: ${kind}`, () => {
      const said = saying(text)(sampleRecord);
      const hostile = page({ ...said, people: said.people.map(({ id }) => ({ id, name: text })), flowcharts: sampleRecord.flowcharts });
      assert.deepEqual([tagsOf(hostile), attributesOf(hostile)], [tagsOf(page()), attributesOf(page())]);
      assert.doesNotMatch(hostile, /[\u202A-\u202E\u2066-\u2069\u0000]/);
    });
  }

  it('is read in its language, with a header cell for every column and row', () => {
    assert.match(page(), /^<!doctype html>\n<html lang="en">/);
    assert.doesNotMatch(page(), /<th>/);
    assert.equal(page().match(/<table/g)?.length, page().match(/<caption>/g)?.length);
  });

  it('says who gave which opinion when, the ways, and the controls of the tier', () => {
    const text = textOf(page());
    for (const said of [
      'Classified at tier 3',
      'Ines Carvalho Investigator Tier 3 Raised from tier 2: Few patients, and many know each other. 20 November 2025 at 10:12 CET Counted',
      'Tom Lindqvist Representative DS-0007 National cardiac registry 2015–2024 Tier 2 20 November 2025 at 10:12 CET Replaced by the person’s next one',
      'DS-0007 National cardiac registry 2015–2024, for Ruth Adeyemi',
      'Ended Lockkeeper, 27 November 2025 at 11:00 CET',
      'DS-0008 Echo reports, from Northgate; not in the package any more',
      'About inputs Is it so with inputs, as people said at that time? No No Yes No No No',
      'From 27 November 2025 at 11:00 CET',
      'Amara Okafor DS-0007 National cardiac registry 2015–2024 Tom Lindqvist 20 November 2025 at 11:00 CET RQ-0012',
      'Connections to the outside None Yes, by a request',
      'Entry 17: an opinion was given Ines Carvalho, 20 November 2025 at 10:12 CET',
    ]) assert.ok(text.includes(said), said);
    assert.equal(page().match(/Yes, by a request/g)?.length, controlKeys.filter(canBeOverridden).length);
  });

  it('puts at most six people side by side; those after them stand in a table of their own', () => {
    assert.equal(page().match(/Answers, side by side/g)?.length, 2);
  });

  it('prints entries to the last character, so that their hashes can be computed from it', () => {
    const entry = sampleRecord.audit.entries[0]?.entry ?? '';
    assert.ok(page().includes(`<pre>${entry.replaceAll('"', '&quot;')}</pre>`));
  });

  it('says where nothing was recorded, and where nothing is provided at tier 4', () => {
    const bare: ClassificationRecord = { ...sampleRecord, package: { ...sampleRecord.package, tier: 4 }, provisioned: false, rounds: [], approvals: [], people: [], flowcharts: [], audit: { entries: [], head: null } };
    assert.match(textOf(page(bare)), /was not recorded here.+Tier 4 is not provided here/);
    assert.doesNotMatch(page(bare), /undefined|null|NaN|Invalid/);
  });
});
