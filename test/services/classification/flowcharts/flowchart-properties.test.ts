import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answers, diagram, firstChanged, reachableTiers, trace, walk, whatIf, type Answers, type FaultKind, type Flowchart } from '../../../../services/classification/index.js';
import { answersTo, faultsOf, fileOf, flowchartOf, follow, sound, tables, type Ends, type File } from './flowchart-builder.js';

/** A random sound flowchart with answers to all of its questions. */
const walked = tables().chain((table) => fc.record({ table: fc.constant(table), given: answersTo(Object.keys(table)) }));
const holds = <Value>(values: fc.Arbitrary<Value>, rule: (value: Value) => void): void => {
  fc.assert(fc.property(values, rule), { numRuns: 150 });
};
/** Puts an end in the place of one answer. */
const bend = (table: Readonly<Record<string, Ends>>, key: string, side: number, end: string | number): Record<string, Ends> => {
  const [yes, no]: Ends = table[key] ?? [0, 0];
  return { ...table, [key]: side === 0 ? [end, no] : [yes, end] };
};
const flip = (given: Answers, key: string): Answers => ({ ...given, [key]: given[key] === 'yes' ? 'no' : 'yes' });
const pathOf = (flowchart: Flowchart, given: Answers) => walk(flowchart, given).path;

describe('over random flowcharts', () => {
  it('every walk ends, at the tier and over the questions that the table says', () => {
    holds(walked, ({ table, given }) => {
      const found = walk(flowchartOf(table), given);
      assert.deepEqual({ ...found, path: found.path.map(({ key }) => key) }, follow(table, given));
    });
  });

  it('the tiers that can be reached from the start are those of all walks', () => {
    holds(tables(7), (table) => {
      const keys = Object.keys(table);
      const all = Array.from({ length: 2 ** keys.length }, (_, bits) => follow(table, Object.fromEntries(keys.map((key, place) => [key, (bits >> place) & 1 ? 'yes' : 'no']))).tier);
      assert.deepEqual(reachableTiers(flowchartOf(table)).get('q0'), [...new Set(all)].sort());
    });
  });

  it('answers off the path never matter, neither another nor none', () => {
    holds(walked, ({ table, given }) => {
      const flowchart = flowchartOf(table);
      const found = walk(flowchart, given);
      const on = new Set(found.path.map(({ key }) => key));
      const off = Object.keys(table).filter((key) => !on.has(key));
      assert.deepEqual(walk(flowchart, off.reduce(flip, { ...given, elsewhere: 'yes' })), found);
      assert.deepEqual(walk(flowchart, Object.fromEntries([...on].map((key) => [key, given[key] ?? 'no']))), found);
    });
  });

  it('a missing answer on the path is named, and no tier is told', () => {
    holds(fc.tuple(walked, fc.nat()), ([{ table, given }, pick]) => {
      const flowchart = flowchartOf(table);
      const { path } = walk(flowchart, given);
      const place = pick % path.length;
      const missing = path[place]!.key;
      const less = Object.fromEntries(Object.entries(given).filter(([key]) => key !== missing));
      assert.deepEqual(walk(flowchart, less), { missing, path: path.slice(0, place) });
      assert.deepEqual(whatIf(flowchart, less), []);
    });
  });

  it('a path written in letters is traced to the same tier; one letter less or more is not traced at all', () => {
    holds(walked, ({ table, given }) => {
      const flowchart = flowchartOf(table);
      const { tier, path } = follow(table, given);
      const letters = path.map((key) => (given[key] === 'yes' ? 'Y' : 'N')).join('');
      assert.deepEqual(trace(flowchart, letters), { answers: letters, tier, path });
      for (const wrong of [letters.slice(0, -1), `${letters}Y`, `${letters}N`]) assert.ok('error' in trace(flowchart, wrong), wrong);
    });
  });

  it('"what if" tells for each answer of the path what changing it alone would bring', () => {
    holds(walked, ({ table, given }) => {
      const flowchart = flowchartOf(table);
      const present = follow(table, given);
      const rows = whatIf(flowchart, given);
      assert.deepEqual(rows.map(({ key }) => key), present.path);
      for (const { key, given: answer, instead, then, changes } of rows) {
        const { tier } = follow(table, flip(given, key));
        assert.deepEqual([answer, instead], given[key] === 'yes' ? ['yes', 'no'] : ['no', 'yes']);
        assert.deepEqual([then, changes], [{ tier }, tier === present.tier ? 'no' : 'yes']);
      }
    });
  });

  it('"what if" that depends on further questions names the first, and every tier that may come of it', () => {
    holds(walked, ({ table, given }) => {
      const flowchart = flowchartOf(table);
      const present = follow(table, given);
      const known: Answers = Object.fromEntries(present.path.map((key) => [key, given[key] ?? 'no']));
      for (const { key, then, changes } of whatIf(flowchart, known)) {
        const changed = walk(flowchart, flip(known, key));
        if ('tier' in changed) assert.deepEqual(then, { tier: changed.tier });
        else assert.deepEqual(then, { dependsOn: changed.missing, tiers: reachableTiers(flowchart).get(changed.missing) });
        // Whatever the rest is answered, what is certain holds.
        const { tier } = follow(table, flip(given, key));
        if (changes !== 'perhaps') assert.equal(tier !== present.tier, changes === 'yes');
      }
    });
  });

  it('a stored path meets no changed question in the same flowchart, however its file is laid out', () => {
    holds(walked, ({ table, given }) => {
      const path = pathOf(flowchartOf(table), given);
      const turned = fileOf(Object.fromEntries(Object.entries(table).reverse()), 'q0');
      const again = sound(turned);
      assert.equal(again.version, flowchartOf(table).version);
      assert.equal(firstChanged(again, path), undefined);
    });
  });

  it('a stored path meets the question that changed where it stands on it, and no other', () => {
    holds(fc.tuple(walked, fc.nat()), ([{ table, given }, pick]) => {
      const keys = Object.keys(table);
      const changed = keys[pick % keys.length]!;
      const path = pathOf(flowchartOf(table), given);
      const file = fileOf(table);
      file.questions[changed] = { ...file.questions[changed], text: 'Is it something else?' };
      const place = path.findIndex(({ key }) => key === changed);
      assert.deepEqual(firstChanged(sound(file), path), place < 0 ? undefined : { key: changed, kept: path.slice(0, place) });
    });
  });

  it('the diagram is the same whatever the order of the file, and has an arrow for each answer', () => {
    holds(tables(), (table) => {
      const drawn = diagram(flowchartOf(table));
      assert.equal(diagram(sound(fileOf(Object.fromEntries(Object.entries(table).reverse()), 'q0'))), drawn);
      const arrows = drawn.split('\n').filter((line) => line.includes('-->'));
      const wanted = Object.entries(table).flatMap(([key, ends]) => ends.map((end, side) => `  q_${key} -->|${side === 0 ? 'Yes' : 'No'}| ${typeof end === 'string' ? `q_${end}` : `tier_${String(end)}`}`));
      assert.deepEqual(arrows.sort(), wanted.sort());
    });
  });
});

describe('over random flowcharts that were broken', () => {
  const flowchartAndPlace = fc.record({ table: tables(), at: fc.nat(), side: fc.nat(1) }).map(({ table, at, side }) => ({ table, side, key: Object.keys(table)[at % Object.keys(table).length] ?? 'q0' }));
  const namesThere = (file: File, kind: FaultKind, place: string, says = /./): void => {
    const faults = faultsOf(file);
    assert.ok(faults.some((fault) => fault.kind === kind && fault.place === place && says.test(fault.says)), JSON.stringify(faults));
  };
  const answerAt = (side: number): string => answers[side] ?? '';

  it('an answer that leads back to a question from which it comes is named as a cycle, with the way', () => {
    holds(fc.tuple(walked, fc.nat(), fc.nat()), ([{ table, given }, one, other]) => {
      const { path } = follow(table, given);
      const [from, to] = [one % path.length, other % path.length].sort((a, b) => b - a) as [number, number];
      const key = path[from]!;
      const file = fileOf(bend(table, key, given[key] === 'yes' ? 0 : 1, path[to]!));
      const cycles = faultsOf(file).filter(({ kind }) => kind === 'cycle');
      assert.ok(cycles.length > 0);
      // Every way that is named is one: each step is an answer of the file, and it ends where it began.
      for (const { says } of cycles) {
        const way = says.replace('closes a cycle: ', '').split(' → ');
        assert.equal(way[0], way.at(-1));
        for (const [place, step] of way.slice(0, -1).entries()) assert.ok(JSON.stringify(file.questions[step]).includes(`{"question":"${String(way[place + 1])}"}`));
      }
    });
  });

  it('an answer that leads to a question that is not there is named', () => {
    holds(flowchartAndPlace, ({ table, key, side }) => {
      namesThere(fileOf(bend(table, key, side, 'lost')), 'dangling', `questions.${key}.${answerAt(side)}`, /lost/);
    });
  });

  it('a question that nothing leads to is named as a second start, what only it leads to as unreachable', () => {
    holds(tables(), (table) => {
      const file = fileOf({ ...table, other: ['further', 1], further: [2, 3] });
      assert.deepEqual(
        faultsOf(file).map(({ kind, place }) => [kind, place]),
        [
          ['second-start', 'questions.other'],
          ['unreachable', 'questions.further'],
        ],
      );
    });
  });

  it('an answer that leads to both a question and a tier, or to neither, is named', () => {
    holds(flowchartAndPlace, ({ table, key, side }) => {
      const file = fileOf(table);
      const answer = answerAt(side);
      file.questions[key] = { ...file.questions[key], [answer]: { question: 'q0', tier: 1 } };
      namesThere(file, 'both', `questions.${key}.${answer}`);
      file.questions[key] = { ...file.questions[key], [answer]: {} };
      namesThere(file, 'neither', `questions.${key}.${answer}`);
    });
  });

  it('whatever JSON is given, it is taken as a whole flowchart or refused with a fault, and never breaks the check', () => {
    const questions = fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'toString'), fc.oneof(fc.jsonValue(), fc.record({ yes: fc.record({ question: fc.constantFrom('a', 'b', '__proto__', 3) }), no: fc.jsonValue() })));
    const files = fc.oneof(fc.jsonValue(), fc.record({ start: fc.jsonValue(), questions, definitions: fc.oneof(fc.jsonValue(), questions) }));
    holds(files, (file) => {
      assert.ok(faultsOf(file).length > 0);
    });
  });
});
