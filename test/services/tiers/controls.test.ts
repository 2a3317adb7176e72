import assert from 'node:assert/strict';
import { canBeOverridden, controlAt, controlKeys, controlsOf, isProvisioned, tiers, type ControlKey } from '../../../services/tiers/index.js';

/** The specification’s table (tiers.md), written out: the values of the tiers 0 to 4. */
const written: Readonly<Record<ControlKey, string>> = {
  'package-mirrors': 'internet | internet | full-mirror | allow-list | allow-list',
  inbound: 'internet | internet | institutional-network | restricted-network | restricted-network',
  outbound: 'internet | internet | none | none | none',
  'user-devices': 'open | open | open | managed | managed',
  'sign-in': 'multifactor | multifactor | multifactor | compliant-device | compliant-device',
  'physical-space': 'any | any | any | medium-security | high-security',
  connection: 'ssh-keys | ssh-keys | remote-desktop | remote-desktop | remote-desktop',
  'screen-capture': 'allowed | allowed | allowed | prevented | prevented',
  'copy-out': 'with-permission | with-permission | forbidden | disabled | disabled',
  redirection: 'allowed | allowed | off | off | off',
  'outside-software': 'user | user | investigator | investigator-and-referee | investigator-and-referee',
  'adding-people': 'manager-or-investigator | manager-or-investigator | manager-or-investigator | representatives-too | representatives-too',
  'referee-on-classification': 'anonymised-only | anonymised-only | needed | needed | needed',
  'egress-review': 'one-independent | one-independent | two-blind | referee-and-representatives | referee-and-representatives',
  'first-landing': 'tier-3-workspace | tier-3-workspace | tier-3-workspace | tier-3-workspace | tier-3-workspace',
  'encryption-keys': 'platform-or-own | platform-or-own | own | own-and-at-host | own-and-at-host',
  'public-addresses': 'allowed | allowed | none | none | none',
};

describe('the controls of the tiers', () => {
  for (const [key, row] of Object.entries(written) as [ControlKey, string][]) {
    it(`${key}: ${row}`, () => {
      assert.equal(tiers.map((tier) => controlAt(key, tier)).join(' | '), row);
    });
  }

  it('are these, each at every tier, and no others', () => {
    assert.deepEqual(controlKeys, Object.keys(written));
    for (const tier of tiers) {
      assert.deepEqual(controlsOf(tier), Object.fromEntries(Object.entries(written).map(([key, row]) => [key, row.split(' | ')[tier]])));
    }
  });

  it('can be overridden for one workspace, but for those about people, referee, egress and landing', () => {
    assert.deepEqual(controlKeys.filter((key) => !canBeOverridden(key)), ['adding-people', 'referee-on-classification', 'egress-review', 'first-landing']);
  });

  it('are provisioned up to tier 3, never at tier 4', () => {
    assert.deepEqual(tiers.map(isProvisioned), [true, true, true, true, false]);
  });
});
