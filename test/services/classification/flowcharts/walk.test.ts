import assert from 'node:assert/strict';
import { firstChanged, walk, whatIf, type Answers, type Flowchart } from '../../../../services/classification/index.js';
import { fileOf, flowchartOf, shipped, sound, type File } from './flowchart-builder.js';

describe('walking a flowchart', () => {
  const flowchart = flowchartOf({ a: ['b', 'c'], b: ['c', 2], c: [0, 4] });

  it('tells the tier, and the path with the version of each question', () => {
    const version = (key: string): string => flowchart.questions.get(key)!.version;
    assert.deepEqual(walk(flowchart, { a: 'yes', b: 'no' }), {
      tier: 2,
      path: [
        { key: 'a', answer: 'yes', version: version('a') },
        { key: 'b', answer: 'no', version: version('b') },
      ],
    });
  });

  it('takes what every object has for no answer', () => {
    const inherited: string = 'constructor';
    assert.deepEqual(walk(flowchartOf({ [inherited]: [0, 1] }), {}), { missing: 'constructor', path: [] });
  });
});

describe('"what if"', () => {
  it('names the answer that would change the tier, the one that would not, and the one that depends on further questions', () => {
    const flowchart = flowchartOf({ a: ['b', 'c'], b: [2, 3], c: [2, 'd'], d: [2, 2] });
    assert.deepEqual(whatIf(flowchart, { a: 'no', c: 'yes' }), [
      { key: 'a', given: 'no', instead: 'yes', then: { dependsOn: 'b', tiers: [2, 3] }, changes: 'perhaps' },
      { key: 'c', given: 'yes', instead: 'no', then: { dependsOn: 'd', tiers: [2] }, changes: 'no' },
    ]);
    assert.deepEqual(whatIf(flowchart, { a: 'yes', b: 'no', c: 'yes' }), [
      { key: 'a', given: 'yes', instead: 'no', then: { tier: 2 }, changes: 'yes' },
      { key: 'b', given: 'no', instead: 'yes', then: { tier: 2 }, changes: 'yes' },
    ]);
  });

  it('tells on turing-tiers that less than strong confidence would end in tier 3 or 4', async () => {
    const given: Answers = { open_generate_new: 'no', closed_personal: 'yes', public_and_open: 'no', no_reidentify: 'yes', no_reidentify_absolute: 'no', no_reidentify_strong: 'yes', include_commercial_personal: 'no' };
    const found = whatIf(await shipped('turing-tiers'), given).find(({ key }) => key === 'no_reidentify_strong');
    assert.deepEqual(found, { key: 'no_reidentify_strong', given: 'yes', instead: 'no', then: { dependsOn: 'sophisticated_attack', tiers: [3, 4] }, changes: 'yes' });
  });
});

describe('the first changed question of a stored path', () => {
  const table = { a: ['b', 1], b: ['c', 2], c: [0, 4] } as const;
  const given: Answers = { a: 'yes', b: 'yes', c: 'no' };
  const { path } = walk(flowchartOf(table), given);
  const changed = (change: (file: File) => void): Flowchart => {
    const file = fileOf(table);
    change(file);
    return sound(file);
  };
  const set = (key: string, changes: Readonly<Record<string, unknown>>) => (file: File): void => {
    file.questions[key] = { ...file.questions[key], ...changes };
  };

  const changes: readonly (readonly [name: string, change: (file: File) => void, first: string | undefined])[] = [
    ['its text', set('b', { text: 'Is it b now?' }), 'b'],
    ['its guidance', set('b', { guidance: ['Think again.'] }), 'b'],
    ['its examples', set('b', { examples: { yes: ['new'], no: ['another'] } }), 'b'],
    ['where its answer leads', set('b', { no: { tier: 3 } }), 'b'],
    ['a definition that all use', (file) => { file.definitions['term'] = { term: 'Term', text: 'Something else.', uses: ['word'] }; }, 'a'],
    ['a definition on which another rests', (file) => { file.definitions['word'] = { term: 'Word', text: 'Something else.', uses: [] }; }, 'a'],
    ['nothing but its label and its "why"', set('b', { label: 'B', why: 'Because.' }), undefined],
    ['nothing but the title', (file) => { file['title'] = 'New'; }, undefined],
  ];
  for (const [name, change, first] of changes) {
    it(`is ${first ?? 'none'} when ${name} changed`, () => {
      assert.equal(firstChanged(changed(change), path)?.key, first);
    });
  }

  it('is the first of several, and the answers before it are kept', () => {
    const both = changed((file) => { set('c', { text: 'Is it c now?' })(file); set('b', { text: 'Is it b now?' })(file); });
    assert.deepEqual(firstChanged(both, path), { key: 'b', kept: path.slice(0, 1) });
  });

  it('is a question that was put before the old start, with nothing kept', () => {
    assert.deepEqual(firstChanged(flowchartOf({ z: ['a', 1], ...table }), path), { key: 'z', kept: [] });
  });

  it('is the question whose answer now leads to a new one', () => {
    assert.equal(firstChanged(flowchartOf({ ...table, b: ['n', 2], n: ['c', 3] }), path)?.key, 'b');
  });

  it('is the question that led to one which is gone', () => {
    assert.equal(firstChanged(flowchartOf({ a: ['c', 1], c: [0, 4] }), path)?.key, 'a');
  });
});
