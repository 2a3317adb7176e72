import { guid, id, list, references, text, type Parameters } from '../arm/parameters.js';
import { houseParameters } from '../house.js';

export const coreParameters = {
  ...houseParameters,
  addressPrefix: text('Address space of the hub, a /23', { min: 9, max: 18 }),
  botPrefix: text('Address space of the bot', { min: 9, max: 18 }),
  closedPrefixes: list('Address spaces from which workspaces of tier 2 and 3 get theirs', text('Address prefix', { min: 9, max: 18 }), { min: 1, max: 20 }),
  mirrorsPrefix: text('Part of the hub with the package mirrors, a /26', { min: 9, max: 18 }),
  allowedLocations: list('Regions in which anything may be built', text('Region', { max: 40 }), { min: 1, max: 10 }),
  securityContacts: list('Addresses that hear of security alerts', text('Mail address', { min: 6, max: 254 }), { min: 1, max: 10 }),
} satisfies Parameters;

export const p = references(coreParameters);

export const landingZoneParameters = {
  ...houseParameters,
  unit: text('Unit of the organisation, in small letters and digits: heart', { min: 2, max: 8 }),
  addressPrefix: text('Address space of the landing zone, a /24', { min: 9, max: 18 }),
  hubNetworkId: id('Network of the core with the firewall'),
  firewallAddress: text('Private address of the firewall', { min: 7, max: 15 }),
  logAnalyticsId: id('Log workspace of the core'),
  privateDnsZonesId: id('Resource group with the private DNS zones'),
  catalogueId: id('Purview account of the core'),
  allowedLocations: coreParameters.allowedLocations,
  linkPrincipalId: guid('Object id of the link identity'),
  airlockPrincipalId: guid('Object id of the airlock'),
} satisfies Parameters;

export const zone = references(landingZoneParameters);
