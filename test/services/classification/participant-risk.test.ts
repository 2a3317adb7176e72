import assert from 'node:assert/strict';
import { trace, walk, type Answer, type Answers, type Flowchart } from '../../../services/classification/index.js';
import { shipped } from './flowchart-builder.js';

describe('the flowchart participant-risk', () => {
  /** Every path there is, after the table of participant risk: answers, tier, and the questions that they answer. */
  const paths: readonly (readonly [letters: string, tier: number, questions: string])[] = [
    ['YY', 2, 'direct_participant_contact special_category_population'],
    ['YNY', 2, 'direct_participant_contact special_category_population implied_criminality'],
    ['YNNY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable'],
    ['YNNNY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category'],
    ['YNNNNYY', 2, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['YNNNNYN', 1, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['YNNNNN', 1, 'direct_participant_contact special_category_population implied_criminality children_or_vulnerable special_category confidentiality_agreements_contact'],
    ['NYY', 2, 'direct_participant_contact identifiable_data special_category'],
    ['NYNYY', 2, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['NYNYN', 1, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact hardware_config_conditions'],
    ['NYNN', 1, 'direct_participant_contact identifiable_data special_category confidentiality_agreements_contact'],
    ['NNYY', 2, 'direct_participant_contact identifiable_data confidentiality_agreements environment_conditions'],
    ['NNYN', 1, 'direct_participant_contact identifiable_data confidentiality_agreements environment_conditions'],
    ['NNN', 0, 'direct_participant_contact identifiable_data confidentiality_agreements'],
  ];
  let flowchart: Flowchart;
  before(async () => {
    flowchart = await shipped('participant-risk');
  });

  for (const [letters, tier, questions] of paths) {
    it(`leads ${letters} to tier ${String(tier)}`, () => {
      const path = questions.split(' ');
      assert.deepEqual(trace(flowchart, letters), { answers: letters, tier, path });
      const given: Answers = Object.fromEntries(path.map((key, place): [string, Answer] => [key, letters[place] === 'Y' ? 'yes' : 'no']));
      assert.deepEqual(walk(flowchart, given), { tier, path: path.map((key) => ({ key, answer: given[key], version: flowchart.questions.get(key)?.version })) });
    });
  }

  it('has these 14 paths and no other: tiers come as often as the specification counts', () => {
    const counts = Object.groupBy(paths, ([, tier]) => String(tier));
    assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([tier, found]) => [tier, found?.length])), { 0: 1, 1: 5, 2: 8 });
    assert.deepEqual(everyPath(flowchart), paths.map(([letters]) => letters).sort());
  });

  it('asks exactly these 10 questions', () => {
    assert.deepEqual([...flowchart.questions.keys()].sort(), [...new Set(paths.flatMap(([, , questions]) => questions.split(' ')))].sort());
    assert.equal(flowchart.questions.size, 10);
  });
});

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
