import { strict as assert } from 'node:assert';
import { builtTiers } from '../../../infra/templates/tiers.js';
import { workspaceTemplate } from '../../../infra/templates/workspace/workspace.js';
import { copyOf, find, ofType } from './built-resources.js';
import { holds, once } from './invariant.js';
import { encryptedInTransit, observed, placedByParameter, tagged, withoutSecrets, withoutSharedKeys } from './invariants-everywhere.js';
import { immutableOnIngestAlone, mounted, noClipboardNorCapture, nothingCopiedOut, redirectionsOff, soundMachines, toGroups, told } from './invariants-of-access.js';
import { denied, noWayOut, ownKeys, withoutPublicAddress } from './invariants-of-workspaces.js';

const everywhere = [tagged(['workspace', 'tier', 'costCentre']), observed, withoutSecrets, placedByParameter, encryptedInTransit, withoutSharedKeys, denied, mounted, told, toGroups, immutableOnIngestAlone, soundMachines];
const fromTier2 = [withoutPublicAddress, ownKeys, noWayOut, redirectionsOff, nothingCopiedOut];

describe('the template of a workspace', () => {
  for (const tier of builtTiers) {
    describe(`of tier ${String(tier)}`, () => {
      const build = once(() => workspaceTemplate(tier));
      for (const invariant of everywhere) holds(invariant, build);
      if (tier >= 2) for (const invariant of fromTier2) holds(invariant, build);
      if (tier === 3) holds(noClipboardNorCapture, build);

      it('takes no other tier', () => assert.deepEqual([copyOf(build()).parameters['tier']?.['allowedValues'], copyOf(build()).parameters['tier']?.defaultValue], [[tier], tier]));
    });
  }

  it('refuses tier 4 and says why', () => assert.throws(() => workspaceTemplate(4), /No workspace is built at tier 4: only at 0, 1, 2, 3\. For tier 4, people have to reconsider/u));
  it('refuses what is no tier', () => assert.throws(() => workspaceTemplate(2.5), /No workspace is built at tier 2\.5/u));

  it('of tier 0 and 1 lets people in by keys and machines out to the internet', () => {
    for (const tier of [0, 1]) {
      const template = copyOf(workspaceTemplate(tier));
      assert.equal(ofType(template, 'Microsoft.Network/natGateways').length, 1);
      assert.equal(ofType(template, 'Microsoft.DesktopVirtualization/hostPools').length, 0);
      assert.ok(find(template, 'Microsoft.Network/networkSecurityGroups', 'machineRules').properties.securityRules.some(({ name }: { name: string }) => name === 'ssh'));
    }
  });

  it('gives links a way into the store at tier 0 and 1 alone', () => {
    const linked = builtTiers.map((tier) => ofType(copyOf(workspaceTemplate(tier)), 'Microsoft.Authorization/roleAssignments').filter(({ resource }) => String(resource.properties.principalId).includes('linkPrincipalId')).length);
    assert.deepEqual(linked, [2, 2, 0, 0]);
  });

  it('of tier 3 alone may keep its keys in hardware', () => {
    const kinds = builtTiers.map((tier) => ofType(copyOf(workspaceTemplate(tier)), 'Microsoft.KeyVault/vaults/keys').map(({ resource }) => String(resource.properties.kty))[0]);
    assert.deepEqual(kinds, [undefined, undefined, 'RSA', "[if(parameters('hardwareKeys'), 'RSA-HSM', 'RSA')]"]);
  });

  it('can have one control otherwise than its tier', () => {
    const template = copyOf(workspaceTemplate(2, { 'screen-capture': 'prevented' }));
    assert.match(String(find(template, 'Microsoft.Compute/virtualMachines/extensions', 'desktopRegistration').properties.protectedSettings.commandToExecute), /fEnableScreenCaptureProtect/u);
  });

  it('tells of files in the output volume alone, once they are whole', () => {
    const { filter } = find(copyOf(workspaceTemplate(3)), 'Microsoft.EventGrid/systemTopics/eventSubscriptions').properties;
    assert.equal(filter.subjectBeginsWith, '/blobServices/default/containers/output/');
    assert.ok(filter.advancedFilters[0].values.includes('FlushWithClose'));
  });

  it('warns of its budget at no more thresholds than Azure takes', () => {
    const notifications = Object.values(find(copyOf(workspaceTemplate(3)), 'Microsoft.Consumption/budgets').properties.notifications as Record<string, { thresholdType: string; contactEmails: string }>);
    for (const kind of ['Actual', 'Forecasted']) assert.ok(notifications.filter(({ thresholdType }) => thresholdType === kind).length <= 5);
    assert.ok(notifications.every(({ contactEmails }) => contactEmails === "[parameters('budgetContacts')]"));
  });

  it('has every private endpoint known by name', () => {
    const template = copyOf(workspaceTemplate(3));
    const endpoints = ofType(template, 'Microsoft.Network/privateEndpoints');
    const named = ofType(template, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups').map(({ key }) => key);
    assert.ok(endpoints.length > 4);
    assert.deepEqual(endpoints.map(({ key }) => `${key}Names`), named);
  });
});
