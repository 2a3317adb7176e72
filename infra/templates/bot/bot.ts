import { call, parameter, resourceId, type Expression } from '../arm/expression.js';
import { groupDeployment } from '../arm/group-deployment.js';
import { guid } from '../arm/parameters.js';
import { peering } from '../arm/peering.js';
import { resource, subscriptionResource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { written, type Output, type RenderedTemplate } from '../arm/template.js';
import { groupOf, nameOf } from '../arm/within-id.js';
import { houseTags } from '../house.js';
import { botAlerts } from './alerts.js';
import { channel } from './channel.js';
import { frontDoor } from './front-door.js';
import { actors, botVariables, clientIdOf, identity, names, principalIdOf, resourceGroupName, type Actor } from './names.js';
import { botNetwork } from './network.js';
import { botParameters, p } from './parameters.js';
import { chosen, processes, publicHost } from './processes.js';
import { stores } from './stores.js';

/** The bot itself, deployed to a subscription with its resource group in it. */
export function botTemplate(): RenderedTemplate {
  const house = { parameters: botParameters, location: p.location, tags: houseTags('bot') };
  const group = subscriptionResource('group', 'Microsoft.Resources/resourceGroups', resourceGroupName, {});
  const identities = groupDeployment({
    ...house,
    key: 'identities',
    name: 'lockkeeper-bot-identities',
    resourceGroup: resourceGroupName,
    after: [group],
    resources: actors.map(identity),
    outputs: { ...Object.fromEntries(actors.map((actor): [string, Output] => [`${actor}PrincipalId`, { type: 'string', value: principalIdOf(actor) }])), botClientId: { type: 'string', value: clientIdOf('bot') } },
  });
  const given = (from: 'identities' | 'contents', output: string): Expression => call('reference', from).get(`outputs.${output}.value`);
  // Before the processes: one that may not fetch its image is not made at all.
  const pulls = groupDeployment({
    ...house,
    key: 'pulls',
    name: 'lockkeeper-bot-pulls',
    ...groupOf(p.registryId),
    after: [identities],
    handedIn: Object.fromEntries(pulling.map((actor) => [`${actor}PrincipalId`, { declared: guid(`Object id of ${actor}`), value: given('identities', `${actor}PrincipalId`) }])),
    resources: pulling.map(pull),
  });
  const contents = groupDeployment({
    ...house,
    key: 'contents',
    name: 'lockkeeper-bot',
    resourceGroup: resourceGroupName,
    after: [identities, pulls],
    variables: botVariables,
    diagnosticsTo: p.logAnalyticsId,
    resources: [...botNetwork(), ...stores(), insights, ...processes(), ...frontDoor(), ...channel(), ...botAlerts()],
    outputs: {
      host: { type: 'string', value: publicHost() },
      chosen: { type: 'object', value: chosen },
      networkId: { type: 'string', value: resourceId('Microsoft.Network/virtualNetworks', names.network) },
    },
  });
  const hubSide = groupDeployment({
    ...house,
    key: 'hubSide',
    name: 'lockkeeper-bot-hub',
    ...groupOf(p.hubNetworkId),
    after: [contents],
    handedIn: { botNetworkId: { declared: { ...botParameters.hubNetworkId, metadata: { description: 'Network of the bot' } }, value: given('contents', 'networkId') } },
    resources: [peering('fromHub', [nameOf(p.hubNetworkId), 'lockkeeper-bot'], parameter('botNetworkId'))],
  });
  const shown = ['botPrincipalId', 'removerPrincipalId', 'airlockPrincipalId', 'linksPrincipalId', 'anchorPrincipalId', 'botClientId'].map((name): [string, Output] => [name, { type: 'string', value: given('identities', name) }]);
  return written({ deployedTo: 'subscription', ...house, resources: [group, identities, pulls, contents, hubSide], outputs: { ...Object.fromEntries(shown), host: { type: 'string', value: given('contents', 'host') } } });
}

const insights = resource('insights', 'Microsoft.Insights/components', 'appi-lockkeeper', { kind: 'web', properties: { Application_Type: 'web', WorkspaceResourceId: p.logAnalyticsId, DisableLocalAuth: true } });

/** Processes that come from the registry. */
const pulling = ['bot', 'remover', 'migration'] as const satisfies readonly Actor[];

const pull = (actor: (typeof pulling)[number]): Resource =>
  roleAssignment({ key: `${actor}Pulls`, role: 'AcrPull', principalId: parameter(`${actor}PrincipalId`), principalType: 'ServicePrincipal', on: resource('registry', 'Microsoft.ContainerRegistry/registries', nameOf(p.registryId), {}) });
