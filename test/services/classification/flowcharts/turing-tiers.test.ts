import assert from 'node:assert/strict';
import type { Flowchart } from '../../../../services/classification/index.js';
import { shipped } from './flowchart-builder.js';
import { followsItsTable } from '../follows-its-table.js';
import { turingPaths } from './paths.js';

describe('the flowchart turing-tiers', () => {
  followsItsTable('turing-tiers', turingPaths, { tiers: { 0: 3, 1: 6, 2: 5, 3: 7, 4: 7 }, questions: 14 });
  let flowchart: Flowchart;
  before(async () => {
    flowchart = await shipped('turing-tiers');
  });

  const notes: readonly (readonly [rule: string, key: string, says: RegExp])[] = [
    ['names the harm test where confidence is only strong (paper 3.5)', 'no_reidentify_strong', /weak.*threaten.*tier 4.*[Rr]aise your own tier to 4/],
    ['says that a Referee has to look at what is called anonymous (paper 11.11)', 'no_reidentify_absolute', /Referee has to classify/],
    ['says that commercial-in-confidence defaults to tier 2 (paper 4.2)', 'publishable', /tier 2 unless the representative .* agrees/],
    ['says that commercial-in-confidence defaults to tier 2 (paper 4.2)', 'include_commercial', /tier 2 unless the representative .* agrees/],
    ['counts synthetic data and trained models as pseudonymised until a named Referee reviewed them (paper 4.2.1)', 'no_reidentify', /synthetic data and models .* pseudonymised until a named Referee has reviewed/],
  ];
  for (const [rule, key, says] of notes) {
    it(`${rule}: ${key}`, () => {
      assert.match((flowchart.questions.get(key)?.guidance ?? []).join(' '), says);
    });
  }

  it('defines its four terms, living individual within personal data, and links each question that rests on one (paper 4.2.1)', () => {
    assert.deepEqual([...flowchart.definitions.keys()], ['personal-data', 'living-individual', 'pseudonymised-data', 'commercial-in-confidence']);
    assert.deepEqual(flowchart.definitions.get('personal-data')?.uses, ['living-individual']);
    assert.match(flowchart.definitions.get('living-individual')?.text ?? '', /100 years.*16 for an adult.*0 for a child/);
    assert.match(flowchart.definitions.get('pseudonymised-data')?.text ?? '', /Synthetic data and models .* named Referee/);
    assert.match(flowchart.definitions.get('commercial-in-confidence')?.text ?? '', /tier 2 unless the representative/);
    const withoutTerm = [...flowchart.questions.values()].filter(({ definitions }) => definitions.length === 0).map(({ key }) => key);
    assert.deepEqual(withoutTerm, ['open_publication', 'sophisticated_attack']);
  });
});
