import assert from 'node:assert/strict';
import { trace, walk, type Answer, type Answers, type Flowchart } from '../../../services/classification/index.js';
import { shipped } from './flowcharts/flowchart-builder.js';
import type { Path } from './flowcharts/paths.js';

/** A shipped flowchart has the paths of its table and no others. */
export function followsItsTable(name: string, paths: readonly Path[], counted: { readonly tiers: Readonly<Record<number, number>>; readonly questions: number }): void {
  let flowchart: Flowchart;
  before(async () => {
    flowchart = await shipped(name);
  });

  for (const [letters, tier, questions] of paths) {
    it(`leads ${letters} to tier ${String(tier)}`, () => {
      const path = questions.split(' ');
      assert.deepEqual(trace(flowchart, letters), { answers: letters, tier, path });
      const given: Answers = Object.fromEntries(path.map((key, place): [string, Answer] => [key, letters[place] === 'Y' ? 'yes' : 'no']));
      assert.deepEqual(walk(flowchart, given), { tier, path: path.map((key) => ({ key, answer: given[key], version: flowchart.questions.get(key)?.version })) });
    });
  }

  it(`has these ${String(paths.length)} paths and no other: tiers come as often as the specification counts`, () => {
    const counts = Object.groupBy(paths, ([, tier]) => String(tier));
    assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([tier, found]) => [tier, found?.length])), counted.tiers);
    assert.deepEqual(everyPath(flowchart), paths.map(([letters]) => letters).sort());
  });

  it(`asks exactly these ${String(counted.questions)} questions`, () => {
    assert.deepEqual([...flowchart.questions.keys()].sort(), [...new Set(paths.flatMap(([, , questions]) => questions.split(' ')))].sort());
    assert.equal(flowchart.questions.size, counted.questions);
  });
}

/** Lengthens rows of answers until they lead to a tier. */
function everyPath(flowchart: Flowchart): readonly string[] {
  const whole: string[] = [];
  const open = [''];
  for (const letters of open) {
    if ('tier' in trace(flowchart, letters)) whole.push(letters);
    else open.push(`${letters}Y`, `${letters}N`);
  }
  return whole.sort();
}
