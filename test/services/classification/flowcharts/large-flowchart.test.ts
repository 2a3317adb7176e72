import assert from 'node:assert/strict';
import { diagram, firstChanged, trace, walk, whatIf, type Answer } from '../../../../services/classification/index.js';
import { checkLinks } from '../../../../services/classification/flowcharts/check-links.js';
import { faultsOf, fileOf, flowchartOf, sound, type Ends } from './flowchart-builder.js';

/** A ladder: both answers of a rung's questions lead on, one to either side of the next rung, so that there are 2 to the power of `rungs` paths. */
const ladder = (rungs: number): Record<string, Ends> =>
  Object.fromEntries(
    Array.from({ length: rungs }, (_, rung) => {
      const ends: Ends = rung + 1 < rungs ? [`l${String(rung + 1)}`, `r${String(rung + 1)}`] : [0, 4];
      return (rung === 0 ? ['l'] : ['l', 'r']).map((side): [string, Ends] => [`${side}${String(rung)}`, ends]);
    }).flat(),
  );

/** All answers yes lead through the whole row; any no ends it. */
const row = (length: number, lastYes: string | number = 0): Record<string, Ends> =>
  Object.fromEntries(Array.from({ length }, (_, place): [string, Ends] => [`q${String(place)}`, [place + 1 < length ? `q${String(place + 1)}` : lastYes, 4]]));

describe('a large flowchart', () => {
  it('of 199 questions and 2^100 paths is checked, walked, compared and drawn without trying the paths', function () {
    this.timeout(5000);
    const flowchart = flowchartOf(ladder(100));
    const given = Object.fromEntries([...flowchart.questions.keys()].map((key): [string, Answer] => [key, 'yes']));
    const walked = walk(flowchart, given);
    assert.deepEqual(['tier' in walked && walked.tier, walked.path.length], [0, 100]);
    assert.equal(whatIf(flowchart, given).filter(({ changes }) => changes === 'yes').length, 1);
    assert.equal(firstChanged(flowchart, walked.path), undefined);
    assert.equal(diagram(flowchart).split('\n').length, 1 + 3 * 199 + 2);
    const file = fileOf(ladder(100));
    file.questions['r99'] = { ...file.questions['r99'], yes: { question: 'l0' } };
    assert.deepEqual(faultsOf(file).map(({ place }) => place), ['questions.r99.yes']);
  });

  it('of 12,000 questions in a row does not exhaust the stack, nor does a cycle through all of them', function () {
    this.timeout(30_000);
    const length = 12_000;
    const flowchart = sound(fileOf(row(length)));
    const traced = trace(flowchart, 'Y'.repeat(length));
    assert.deepEqual('tier' in traced && [traced.tier, traced.path.length], [0, length]);
    const given = Object.fromEntries([...flowchart.questions.keys()].map((key): [string, Answer] => [key, 'yes']));
    assert.equal(whatIf(flowchart, given).every(({ changes }) => changes === 'yes'), true);
    assert.deepEqual(
      checkLinks(fileOf(row(length, 'q0'))).map(({ kind, says }) => [kind, says]),
      [['cycle', 'closes a cycle: q0 → q1 → q2 → q3 → q4 → q5 → … 11988 more … → q11994 → q11995 → q11996 → q11997 → q11998 → q11999 → q0']],
    );
  });

  it('whose text is nested 100,000 deep is refused', () => {
    assert.deepEqual(faultsOf(`${'['.repeat(1e5)}${']'.repeat(1e5)}`).map(({ says }) => says), ['is no object']);
  });
});
