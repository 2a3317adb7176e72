import assert from 'node:assert/strict';
import { diagram } from '../../../../services/classification/index.js';
import { fileOf, flowchartOf, sound } from './flowchart-builder.js';

/** The label of question a, where its text is this. */
function labelled(text: string): string {
  const file = fileOf({ a: [0, 1] });
  file.questions['a'] = { ...file.questions['a'], text };
  return /^ {2}q_a\["(.*)"\]$/m.exec(diagram(sound(file)))?.[1] ?? 'no label';
}

describe('the diagram of a flowchart', () => {
  it('has the questions in the order in which they are met, an arrow for each answer, and the tiers at the end', () => {
    assert.equal(
      diagram(flowchartOf({ a: ['b', 'end'], b: ['end', 3], end: [0, 3] })),
      [
        'flowchart TD',
        '  q_a["Is it a?"]',
        '  q_a -->|Yes| q_b',
        '  q_a -->|No| q_end',
        '  q_b["Is it b?"]',
        '  q_b -->|Yes| q_end',
        '  q_b -->|No| tier_3',
        '  q_end["Is it end?"]',
        '  q_end -->|Yes| tier_0',
        '  q_end -->|No| tier_3',
        '  tier_0(["Tier 0"])',
        '  tier_3(["Tier 3"])',
      ].join('\n'),
    );
  });

  const labels: readonly (readonly [name: string, text: string, label: string])[] = [
    ['a quotation mark, which would end the label', 'Say "yes"?', 'Say #34;yes#34;?'],
    ['HTML', '<script>alert(1)</script>&amp;', '#60;script#62;alert(1)#60;/script#62;#38;amp;'],
    ['an entity', '#35;', '#35;35;'],
    ['Markdown', '`a` *b* _c_ [d](e)', '#96;a#96; #42;b#42; #95;c#95; #91;d#93;(e)'],
    ['a list, which Mermaid refuses', '1. first', '1#46; first'],
    ['a directive', '%%{init: {}}%%', '#37;#37;{init: {}}#37;#37;'],
    ['an icon', 'fa:fa-car', 'fa#58;fa-car'],
  ];
  for (const [name, text, label] of labels) {
    it(`escapes ${name}`, () => {
      assert.equal(labelled(text), label);
    });
  }
});
