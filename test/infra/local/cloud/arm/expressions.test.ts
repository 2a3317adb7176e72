import assert from 'node:assert/strict';
import { evaluate, type Surroundings } from '../../../../../infra/local/cloud/arm/expressions/evaluate.js';
import { deploymentFunctions } from '../../../../../infra/local/cloud/arm/templates/deployment-functions.js';

const place = { tenantId: 't', subscriptionId: 's', group: { subscriptionId: 's', name: 'rg' }, location: 'westeurope', deploymentName: 'd', now: new Date('2026-03-04T05:06:07.890Z') };
const around: Surroundings = {
  parameters: { name: 'ws-0002', machines: [{ number: 3 }, { number: 12 }], on: true, none: [] },
  variables: { network: "[format('vnet-{0}', parameters('name'))]" },
  loop: 1,
  deployment: deploymentFunctions(place, (what) => (what === 'store' ? { blob: 'here' } : undefined), () => 'westeurope'),
};
const of = (expression: string): unknown => evaluate(`[${expression}]`, around);

describe('expressions of templates, as the local Azure works them out', () => {
  const values: Readonly<Record<string, unknown>> = {
    "'it''s'": "it's",
    "parameters('name')": 'ws-0002',
    "variables('network')": 'vnet-ws-0002',
    "format('vm-{0}-{1:D2}', parameters('name'), parameters('machines')[copyIndex()].number)": 'vm-ws-0002-12',
    'copyIndex()': 1,
    'copyIndex(1)': 2,
    "if(parameters('on'), 'yes', parameters('there is none'))": 'yes',
    "if(empty(parameters('none')), 'empty', 'full')": 'empty',
    "map(parameters('machines'), lambda('each', lambdaVariables('each').number))": [3, 12],
    "map(createArray(1, 2), lambda('a', map(createArray(10), lambda('b', add(lambdaVariables('a'), lambdaVariables('b'))))))": [[11], [12]],
    "createObject('a', 1, 'b', createArray('x'))": { a: 1, b: ['x'] },
    "cidrSubnet('10.20.2.0/24', 26, 3)": '10.20.2.192/26',
    "cidrSubnet('10.20.0.0/16', 24, 255)": '10.20.255.0/24',
    "last(split('/a/b/c', '/'))": 'c',
    "base64('ä')": 'w6Q=',
    "guid('a', 'b')": of("guid('a', 'b')"),
    "dateTimeAdd('2026-01-31T00:00:00Z', 'P1D')": '2026-02-01T00:00:00Z',
    "dateTimeAdd(utcNow(), 'PT1H')": '2026-03-04T06:06:07Z',
    'utcNow()': '20260304T050607Z',
    'resourceGroup().id': '/subscriptions/s/resourceGroups/rg',
    "resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'n')": '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/n',
    "resourceId('o', 'other', 'Microsoft.KeyVault/vaults', 'kv')": '/subscriptions/o/resourceGroups/other/providers/Microsoft.KeyVault/vaults/kv',
    "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')": '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r',
    "reference('store').blob": 'here',
    "not(equals('A', 'a'))": false,
  };
  for (const [expression, value] of Object.entries(values)) it(expression, () => assert.deepEqual(of(expression), value));

  it('are found in keys and depths of a document; text that only looks like one stays', () => {
    assert.deepEqual(evaluate({ "[parameters('name')]": [{ deep: "[add(1, 2)]" }], plain: '[[not one]', half: '[no' }, around), { 'ws-0002': [{ deep: 3 }], plain: '[not one]', half: '[no' });
  });

  it('give names that stay the same and differ with what goes in', () => {
    assert.match(String(of("guid('a')")), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    assert.match(String(of("uniqueString('a')")), /^[a-z2-7]{13}$/u);
    assert.notEqual(of("uniqueString('a')"), of("uniqueString('b')"));
  });

  for (const wrong of ["parameters('there is none')", "parameters('name').length", 'concat(', "nosuch('x')", "cidrSubnet('10.0.0.0/24', 26, 4)", "reference('nothing')", "'a' 'b'"]) {
    it(`refuses ${wrong}`, () => assert.throws(() => of(wrong), { name: 'ExpressionError' }));
  }
});
