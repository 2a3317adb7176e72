import { strict as assert } from 'node:assert';
import table from '../../../infra/tiers.json' with { type: 'json' };
import { builtControls, builtTiers } from '../../../infra/templates/tiers.js';
import { controlAt, controlKeys, isProvisioned, tiers, type ControlKey } from '../../../services/tiers/index.js';

/** Controls that people and the product carry out, not templates. */
const byPeople: readonly ControlKey[] = ['physical-space', 'outside-software', 'adding-people', 'referee-on-classification', 'egress-review', 'first-landing'];

describe('the tiers that templates carry out', () => {
  it('are those of the product, control by control', () => {
    for (const [key, byTier] of Object.entries(table)) assert.deepEqual(byTier, tiers.map((tier) => controlAt(key as ControlKey, tier)), key);
  });

  it('leave out only what people carry out', () => assert.deepEqual([...Object.keys(table), ...byPeople].toSorted(), [...controlKeys].toSorted()));
  it('are built where the product provisions', () => assert.deepEqual(builtTiers, tiers.filter(isProvisioned)));
  it('hold no value that no template knows', () => {
    for (const tier of builtTiers) assert.doesNotThrow(() => builtControls(tier));
    assert.throws(() => builtControls(2, { outbound: 'sometimes' as 'none' }), /no template carries out “sometimes”/u);
  });
});
