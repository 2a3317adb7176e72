import { guid, id, list, references, secret, text, type Parameters } from '../arm/parameters.js';
import { houseParameters } from '../house.js';

export const botParameters = {
  ...houseParameters,
  addressPrefix: text('Address space of the bot, a /23 that no other network of the hub has', { min: 9, max: 18 }),
  hubNetworkId: id('Network of the core with the firewall'),
  firewallAddress: text('Private address of the firewall', { min: 7, max: 15 }),
  logAnalyticsId: id('Log workspace of the core'),
  privateDnsZonesId: id('Resource group with the private DNS zones'),
  registryId: id('Container registry of the core'),
  image: text('Image of the product with its digest: registry/lockkeeper@sha256:…', { min: 10, max: 300 }),
  alertContacts: list('Addresses that hear of alerts', text('Mail address', { min: 6, max: 254 }), { min: 1, max: 10 }),
  databaseAdministratorsId: guid('Object id of the group that owns the database'),
  databaseAdministratorsName: text('Name of that group', { max: 128 }),
  oboApplicationId: guid('Client id of the application that exposes the API and trusts the bot’s identity'),
  oauthClientSecret: secret('Secret of that application for the OAuth connection, from a vault', { min: 20, max: 128 }),
  systemManagersId: guid('Object id of the directory group of System Managers'),
  programmeManagersId: guid('Object id of the directory group of Programme Managers'),
  financeId: guid('Object id of the directory group of Finance'),
  refereeCollegeId: guid('Object id of the directory group of the Referee college'),
  organisationName: text('The institution as it signs agreements', { max: 120 }),
  timeZone: text('Where days begin: Europe/Amsterdam', { max: 60 }),
  country: text('Whose public holidays are no working days: NL', { min: 2, max: 10 }),
} satisfies Parameters;

export const p = references(botParameters);
