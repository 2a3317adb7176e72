import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describeFault } from '../../../../services/classification/index.js';
import { faultsOf, fileOf, sound, type File } from './flowchart-builder.js';

/** Three questions: a leads on to b or c, b to c, c to tiers. */
const good = (): File => fileOf({ a: ['b', 'c'], b: ['c', 2], c: [0, 4] });

const withQuestion = (key: string, changes: Readonly<Record<string, unknown>>): File => {
  const file = good();
  file.questions[key] = { ...file.questions[key], ...changes };
  return file;
};
const without = (member: string): File => {
  const file: Record<string, unknown> = good();
  return Object.fromEntries(Object.entries(file).filter(([name]) => name !== member)) as File;
};
/** Faults in one line each, the kind first. */
const said = (file: unknown): readonly string[] => faultsOf(file).map((fault) => `${fault.kind}: ${describeFault(fault)}`);

describe('checking a flowchart', () => {
  it('takes one in which every answer leads to a later question or a tier', () => {
    assert.deepEqual([...sound(good()).questions.keys()], ['a', 'b', 'c']);
    assert.deepEqual(sound(good()).questions.get('b')?.leadsTo, { yes: { question: 'c' }, no: { tier: 2 } });
  });

  const links: readonly (readonly [name: string, file: File, faults: readonly string[]])[] = [
    ['an answer that leads to a question and to a tier', withQuestion('b', { yes: { question: 'c', tier: 1 } }), ['both: questions.b.yes: leads to a question and to a tier: it has to be one of them']],
    ['an answer that leads nowhere', withQuestion('b', { no: {} }), ['neither: questions.b.no: leads neither to a question nor to a tier']],
    ['an answer that leads to a question that is not there', withQuestion('b', { no: { question: 'd' } }), ['dangling: questions.b.no: leads to d, and there is no such question']],
    ['a start that is not there', { ...good(), start: 'd' }, ['no-start: start: names d, and there is no such question']],
    ['no question at all', { ...good(), questions: {} }, ['no-start: questions: there is no question']],
    ['a question that nothing leads to', fileOf({ a: [1, 2], b: [0, 3] }), ['second-start: questions.b: is a second start: no answer leads to it, and the flowchart starts with a']],
    [
      'a second start, and what is reached from it alone',
      fileOf({ a: ['d', 2], b: ['c', 'd'], c: [0, 3], d: [1, 2] }),
      ['second-start: questions.b: is a second start: no answer leads to it, and the flowchart starts with a', 'unreachable: questions.c: cannot be reached from the start, a'],
    ],
    ['a question that leads to itself', fileOf({ a: ['a', 1] }), ['cycle: questions.a.yes: closes a cycle: a → a']],
    ['a cycle through the start', fileOf({ a: ['b', 1], b: ['a', 2] }), ['cycle: questions.b.yes: closes a cycle: a → b → a']],
    ['a cycle further on', fileOf({ a: ['b', 1], b: ['c', 2], c: ['d', 3], d: [4, 'b'] }), ['cycle: questions.d.no: closes a cycle: b → c → d → b']],
    [
      'a cycle that cannot be reached',
      fileOf({ a: [0, 1], b: ['c', 1], c: ['b', 2] }),
      ['unreachable: questions.b: cannot be reached from the start, a', 'unreachable: questions.c: cannot be reached from the start, a', 'cycle: questions.c.yes: closes a cycle: b → c → b'],
    ],
    ['two cycles, each by name', fileOf({ a: ['a', 'b'], b: ['c', 1], c: ['b', 1] }), ['cycle: questions.a.yes: closes a cycle: a → a', 'cycle: questions.c.yes: closes a cycle: b → c → b']],
  ];
  for (const [name, file, faults] of links) {
    it(`names ${name}`, () => {
      assert.deepEqual(said(file), faults);
    });
  }

  const shapes: readonly (readonly [name: string, file: unknown, faults: readonly string[]])[] = [
    ['a tier above 4', withQuestion('b', { no: { tier: 5 } }), ['shape: questions.b.no.tier: is no tier: a whole number from 0 to 4']],
    ['a tier below 0', withQuestion('b', { no: { tier: -1 } }), ['shape: questions.b.no.tier: is no tier: a whole number from 0 to 4']],
    ['a tier between two', withQuestion('b', { no: { tier: 1.5 } }), ['shape: questions.b.no.tier: is no tier: a whole number from 0 to 4']],
    ['a tier in words', withQuestion('b', { no: { tier: '2' } }), ['shape: questions.b.no.tier: is no tier: a whole number from 0 to 4']],
    ['a text that is missing', withQuestion('b', { text: undefined }), ['shape: questions.b.text: is missing']],
    ['a "why" that is missing', withQuestion('b', { why: undefined }), ['shape: questions.b.why: is missing']],
    ['a text of blanks', withQuestion('b', { text: '  ' }), ['shape: questions.b.text: is empty']],
    ['a text that is no text', withQuestion('b', { text: 7 }), ['shape: questions.b.text: is no text']],
    ['a text that no card can hold', withQuestion('b', { text: 'x'.repeat(401) }), ['shape: questions.b.text: is longer than 400 characters']],
    ['a text with a line break', withQuestion('b', { label: 'one\ntwo' }), ['shape: questions.b.label: has line breaks, control characters or changes of the direction of writing in it']],
    ['guidance that is missing', withQuestion('b', { guidance: [] }), ['shape: questions.b.guidance: has too few entries: it needs at least 1']],
    ['examples that are missing', withQuestion('b', { examples: { yes: ['one'], no: [] } }), ['shape: questions.b.examples.no: has too few entries: it needs at least 1']],
    ['an answer that is missing', withQuestion('b', { no: undefined }), ['shape: questions.b.no: is missing']],
    ['an answer that is no object', withQuestion('b', { no: 2 }), ['shape: questions.b.no: is no object']],
    ['a third answer', withQuestion('b', { perhaps: { tier: 2 } }), ['shape: questions.b.perhaps: is not known here']],
    ['a member that is not known', { ...good(), colour: 'blue' }, ['shape: colour: is not known here']],
    ['a title that is missing', without('title'), ['shape: title: is missing']],
    ['a start that is missing', without('start'), ['shape: start: is missing']],
    ['a name that is no name', { ...good(), name: 'My Flowchart' }, ['shape: name: is no key: small letters, digits and - after a letter, at most 64 characters']],
    ['a list in the place of a flowchart', [], ['shape: is no object']],
  ];
  for (const [name, file, faults] of shapes) {
    it(`names ${name}`, () => {
      assert.deepEqual(said(file), faults);
    });
  }

  it('names a key that is no key', () => {
    assert.deepEqual(said(fileOf({ a: ['B b', 1], 'B b': [0, 1] })), [
      'shape: questions.a.yes.question: is no key: small letters, digits and _ after a letter, at most 64 characters',
      'shape: questions."B b": is no key: small letters, digits and _ after a letter, at most 64 characters',
    ]);
  });

  const definitions: readonly (readonly [name: string, file: File, faults: readonly string[]])[] = [
    ['a definition that is not there', withQuestion('b', { definitions: ['term', 'terms'] }), ['unknown-definition: questions.b.definitions.1: names terms, and there is no such definition']],
    ['a definition that is named twice', withQuestion('b', { definitions: ['term', 'term'] }), ['repeated-definition: questions.b.definitions.1: names term once more']],
    [
      'a definition that rests on one that is not there',
      { ...good(), definitions: { term: { term: 'Term', text: 'What it means.', uses: ['words'] } } },
      ['unknown-definition: definitions.term.uses.0: names words, and there is no such definition'],
    ],
    [
      'definitions that rest on each other',
      { ...good(), definitions: { term: { term: 'Term', text: 'A word.', uses: ['word'] }, word: { term: 'Word', text: 'A term.', uses: ['term'] } } },
      ['definition-cycle: definitions.word.uses.0: makes definitions rest on each other: term → word → term'],
    ],
    ['a definition without its text', { ...good(), definitions: { term: { term: 'Term', uses: [] } } }, ['shape: definitions.term.text: is missing']],
  ];
  for (const [name, file, faults] of definitions) {
    it(`names ${name}`, () => {
      assert.deepEqual(said(file), faults);
    });
  }

  it('names a key that the text has twice, where a parser would take the last and say nothing', () => {
    const text = JSON.stringify(good());
    assert.deepEqual(said(text.replace('"b":{"label"', '"a":{"label"'))[0], 'repeated-name: questions.a: is there more than once');
    assert.deepEqual(said(text.replace('{"tier":2}', '{"tier":1,"tier":2}')), ['repeated-name: questions.b.no.tier: is there more than once']);
    assert.deepEqual(said(text.replace('{"tier":2}', '{"tier":1,"t\\u0069er":2}')), ['repeated-name: questions.b.no.tier: is there more than once']);
    assert.deepEqual(said(text.replace('"name":', '"title":"{\\"name\\":1,\\\\","name":')), ['repeated-name: title: is there more than once']);
  });

  it('names what is no JSON', () => {
    assert.match(said('{"name":')[0] ?? '', /^not-json: is no JSON: /);
    assert.equal(said('').length, 1);
  });

  it('names all faults at once, of every sort', () => {
    const file = fileOf({ a: ['b', 'lost'], b: ['a', 7], c: [1, 2] });
    file.questions['b'] = { ...file.questions['b'], why: '', definitions: ['unknown'] };
    assert.deepEqual(
      faultsOf({ ...file, title: undefined }).map(({ kind, place }) => `${kind} ${place}`),
      ['shape title', 'shape questions.b.why', 'shape questions.b.no.tier', 'dangling questions.a.no', 'second-start questions.c', 'cycle questions.b.yes', 'unknown-definition questions.b.definitions.0'],
    );
  });

  it('is not misled by keys that every object has', () => {
    const inherited: string = 'constructor';
    assert.deepEqual(said(fileOf({ a: ['constructor', 1], b: [0, 1] })).map((line) => line.split(':')[0]), ['dangling', 'second-start']);
    assert.deepEqual([...sound(fileOf({ a: [inherited, 1], [inherited]: [0, 1] })).questions.keys()], ['a', 'constructor']);
    assert.deepEqual(said(withQuestion('b', { definitions: ['constructor'] })), ['unknown-definition: questions.b.definitions.0: names constructor, and there is no such definition']);
  });

  it('finds both flowcharts of the product sound', async () => {
    for (const name of ['turing-tiers', 'participant-risk']) {
      assert.deepEqual(faultsOf(await readFile(new URL(`../../../../services/classification/flowcharts/${name}.json`, import.meta.url), 'utf8')), []);
    }
  });
});
