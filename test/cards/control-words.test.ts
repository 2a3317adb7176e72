import assert from 'node:assert/strict';
import { wording } from '../../cards/index.js';
import { controlFacts } from '../../cards/classification/control-words.js';
import { isTextKey } from '../../cards/text.js';
import { controlKeys, controlsOf, tiers } from '../../services/tiers/index.js';
import { format } from './samples.js';

describe('the words of the controls', () => {
  it('are there for every control and every value', () => {
    for (const key of controlKeys) {
      assert.ok(isTextKey(`control.${key}`), key);
      for (const tier of tiers) assert.ok(isTextKey(`control.${key}.${controlsOf(tier)[key]}`), `${key} ${String(tier)}`);
    }
  });

  it('say all controls of a tier in their order', () => {
    const facts = controlFacts(3, wording(format));
    assert.equal(facts.length, controlKeys.length);
    assert.deepEqual(facts[1], { title: 'Where people connect from', value: 'A restricted network' });
    assert.deepEqual(facts.at(-1), { title: 'Public addresses', value: 'None' });
  });
});
