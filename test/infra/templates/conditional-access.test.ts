import { strict as assert } from 'node:assert';
import { conditionalAccessPolicies, type ConditionalAccessPolicy } from '../../../infra/templates/conditional-access/policies.js';

const policies = conditionalAccessPolicies();
const named = (part: string): ConditionalAccessPolicy => {
  const found = Object.entries(policies).find(([name]) => name.includes(part))?.[1];
  assert.ok(found, part);
  return found;
};

describe('Conditional Access policies', () => {
  it('only look at first, and leave somebody to take them back', () => {
    for (const [name, { state, conditions }] of Object.entries(policies)) {
      assert.equal(state, 'enabledForReportingButNotEnforced', name);
      assert.ok(conditions.users.excludeGroups.includes('{{GROUP_BREAK_GLASS}}'), name);
    }
  });

  it('ask for several factors at every tier, and from tier 3 for a managed device, each time', () => {
    for (const tier of [0, 1, 2, 3]) assert.ok(named(`entering-a-workspace-of-tier-${String(tier)}`).grantControls.builtInControls.includes('mfa'));
    for (const tier of [0, 1, 2]) assert.ok(!named(`entering-a-workspace-of-tier-${String(tier)}`).grantControls.builtInControls.includes('compliantDevice'));
    const third = named('entering-a-workspace-of-tier-3');
    assert.deepEqual([third.grantControls, third.sessionControls?.signInFrequency?.frequencyInterval], [{ operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] }, 'everyTime']);
  });

  it('let people in from the institution at tier 2 and from the restricted network at tier 3', () => {
    assert.deepEqual(named('from-where-to-a-workspace-of-tier-2').conditions.locations?.excludeLocations, ['{{LOCATION_INSTITUTIONAL_NETWORK}}']);
    assert.deepEqual(named('from-where-to-a-workspace-of-tier-3').conditions.locations?.excludeLocations, ['{{LOCATION_RESTRICTED_NETWORK}}']);
    assert.ok(!Object.keys(policies).some((name) => name.includes('from-where-to-a-workspace-of-tier-0') || name.includes('from-where-to-a-workspace-of-tier-1')));
  });

  it('ask again at decisions of tier 3, and Representatives and external Referees for several factors only', () => {
    assert.deepEqual(named('deciding-at-tier-3').conditions.applications.includeAuthenticationContextClassReferences, ['c1']);
    assert.ok(named('deciding-at-tier-3').conditions.users.excludeGroups.includes('{{GROUP_REPRESENTATIVES_AND_EXTERNAL_REFEREES}}'));
    assert.deepEqual(named('representatives').grantControls.builtInControls, ['mfa']);
  });
});
