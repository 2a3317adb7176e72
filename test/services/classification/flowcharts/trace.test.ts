import assert from 'node:assert/strict';
import { trace } from '../../../../services/classification/index.js';
import { flowchartOf } from './flowchart-builder.js';

describe('tracing answers', () => {
  const flowchart = flowchartOf({ a: ['b', 'c'], b: ['c', 2], c: [0, 4] });
  const wrong: readonly (readonly [name: string, letters: string, error: string])[] = [
    ['too few', 'Y', 'too short: after 1 answer the question b is open'],
    ['none', '', 'too short: after 0 answers the question a is open'],
    ['one too many', 'YNY', 'too long: 2 answers lead to tier 2, 1 more is given'],
    ['several too many', 'NYYNN', 'too long: 2 answers lead to tier 0, 3 more are given'],
    ['another letter', 'YX', 'other letter: "X" in place 2; answers are written with capital Y and N'],
    ['another letter behind the end', 'YNYX', 'other letter: "X" in place 4; answers are written with capital Y and N'],
    ['small letters', 'yn', 'other letter: "y" in place 1; answers are written with capital Y and N'],
    ['a blank', 'Y N', 'other letter: " " in place 2; answers are written with capital Y and N'],
    ['a character outside of the basic plane', 'Y😀', 'other letter: "😀" in place 2; answers are written with capital Y and N'],
  ];
  for (const [name, letters, error] of wrong) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(trace(flowchart, letters), { answers: letters, error });
    });
  }

  it('tells the tier and the questions of answers that lead to one', () => {
    assert.deepEqual(trace(flowchart, 'YYN'), { answers: 'YYN', tier: 4, path: ['a', 'b', 'c'] });
  });
});
