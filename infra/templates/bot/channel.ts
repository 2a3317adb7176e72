import { call } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { messagesEndpoint } from './front-door.js';
import { clientIdOf, identity, names } from './names.js';
import { p } from './parameters.js';
import { publicHost } from './processes.js';

/** Azure's name for “Azure Active Directory v2” among the providers of OAuth connections. */
const directory = '30dd229c-58e3-4a48-bdfd-91ec48eb906c';

/** The bot as Teams knows it, and the connection by which people lend it their rights. */
export function channel(): readonly Resource[] {
  const tenant = call('tenant').get('tenantId');
  const service = resource('botService', 'Microsoft.BotService/botServices', names.bot, {
    sku: { name: 'S1' },
    kind: 'azurebot',
    properties: {
      displayName: 'Lockkeeper',
      endpoint: messagesEndpoint(publicHost()),
      msaAppType: 'UserAssignedMSI',
      msaAppId: clientIdOf('bot'),
      msaAppTenantId: tenant,
      msaAppMSIResourceId: identity('bot').id,
      disableLocalAuth: true,
      // Teams itself has to reach it.
      publicNetworkAccess: 'Enabled',
      isStreamingSupported: false,
    },
  });
  const teams = resource('teams', 'Microsoft.BotService/botServices/channels', [names.bot, 'MsTeamsChannel'], { properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true, acceptedTerms: true } } });
  const connection = resource('connection', 'Microsoft.BotService/botServices/connections', [names.bot, 'lockkeeper'], {
    properties: {
      serviceProviderId: directory,
      clientId: p.oboApplicationId,
      clientSecret: p.oauthClientSecret,
      scopes: call('format', 'api://botid-{0}/access_as_user', p.oboApplicationId),
      parameters: [
        { key: 'tenantID', value: tenant },
        { key: 'tokenExchangeUrl', value: call('format', 'api://botid-{0}', p.oboApplicationId) },
      ],
    },
  });
  return [service, teams, connection];
}
