import { call } from '../arm/expression.js';
import { count, flag, guid, id, list, record, references, secret, text, type Parameters } from '../arm/parameters.js';
import type { BuiltTier } from '../tiers.js';
import { desktopSizes, machineSizes } from './sizes.js';
import { platforms } from './platforms.js';

/** Of every workspace. */
const common = {
  workspace: text('Number of the workspace in small letters: ws-0002', { min: 7, max: 10 }),
  location: text('Azure region', { max: 40 }),
  instance: count('Raised when a workspace is built anew under the same number: names of deleted vaults stay taken for 90 days', { min: 1, max: 99, default: 1 }),
  costCentre: text('Cost centre, on every resource as a tag', { max: 50 }),
  addressPrefix: text('Address space of the workspace, a /24 that no other network of the hub has', { min: 9, max: 18 }),
  membersGroupId: guid('Object id of the group of the workspace: its researchers'),
  managersGroupId: guid('Object id of the group of its Investigator and Project Manager'),
  reviewersGroupId: guid('Object id of its review group'),
  datasets: list('Datasets with the read-only group of each', record({ number: text('Number of the dataset in small letters: ds-0005', { min: 7, max: 10 }), groupId: guid('Object id of the group of (workspace, dataset)') }), { max: 50, default: [] }),
  machines: list(
    'Machines for data science',
    record({
      number: count('Stays with the machine, so that another can go', { min: 1, max: 99 }),
      platform: text('What is installed', { allowed: platforms }),
      size: text('Size', { allowed: machineSizes }),
      zone: text('Availability zone', { allowed: ['1', '2', '3'] }),
    }),
    { max: 20, default: [] },
  ),
  dataDiskGigabytes: count('Data disk of each machine, in GB', { min: 32, max: 4096, default: 128 }),
  machineSshKey: text('Public key with which machines are set up; people sign in with their directory account', { min: 80, max: 1000 }),
  shutdownTime: text('When machines are stopped each day: 1900', { min: 4, max: 4, default: '1900' }),
  shutdownTimeZone: text('Time zone as Windows calls it', { max: 60, default: 'UTC' }),
  scratchDays: count('After how many days without a change scratch files are deleted', { min: 1, max: 90, default: 14 }),
  ingestDays: count('For how many days what arrived can be neither changed nor deleted', { min: 1, max: 3650, default: 30 }),
  machineLearning: flag('With a Machine Learning workspace', false),
  trainingNodes: count('Most nodes of the training cluster', { min: 1, max: 8, default: 2 }),
  synapse: flag('With Synapse', false),
  budgetAmount: count('Budget for each month, in the currency of the subscription', { min: 1, max: 1_000_000 }),
  budgetStart: text('First day of the first month: 2026-01-01. Does not change later', { min: 10, max: 10 }),
  budgetContacts: list('Addresses that hear of thresholds', text('Mail address', { min: 6, max: 254 }), { min: 1, max: 20 }),
  hubNetworkId: id('Network of the core with the firewall'),
  firewallAddress: text('Private address of the firewall, which also answers DNS', { min: 7, max: 15 }),
  logAnalyticsId: id('Log workspace of the core'),
  dataCollectionRuleId: id('What machines report'),
  imageGalleryId: id('Gallery with the images of the platforms'),
  privateDnsZonesId: id('Resource group with the private DNS zones'),
  alertsId: id('Action group of the core'),
  removerPrincipalId: guid('Object id of the remover'),
  airlockPrincipalId: guid('Object id of the airlock'),
  dataFactoryId: id('Data Factory of the landing zone, which brings data'),
  dataFactoryPrincipalId: guid('Object id of the Data Factory of the landing zone'),
  eventsEndpoint: text('Where the bot takes events, https; empty as long as it does not answer there', { min: 0, max: 256, default: '' }),
  eventsApplicationId: guid('Application for which events carry a token; empty together with the address', { default: '' }),
} satisfies Parameters;

const byRemoteDesktop = {
  desktops: count('Desktops through which people enter', { min: 1, max: 10, default: 1 }),
  desktopSize: text('Size of a desktop', { allowed: desktopSizes, default: desktopSizes[0] }),
  machinePassword: secret('Password of the local administrator of the desktops, from a vault. Nobody signs in with it', { min: 20, max: 72 }),
  registrationUntil: text('Until when desktops can register: at most 27 days from now', { min: 20, max: 33, default: call('dateTimeAdd', call('utcNow'), 'P1D') }),
  virtualDesktopPrincipalId: guid('Object id of Azure Virtual Desktop in this tenant, which may start desktops'),
  inboundPrefixes: list('Addresses from which people reach their desktops', text('Address prefix', { min: 9, max: 18 }), { min: 1, max: 20 }),
  mirrorsPrefix: text('Address prefix of the package mirrors', { min: 9, max: 18 }),
} satisfies Parameters;

const byLinks = { linkPrincipalId: guid('Object id of the link identity') } satisfies Parameters;
const withOwnKeys = { hardwareKeys: flag('Keys that never leave a hardware security module', true) } satisfies Parameters;

/** Names and limits of what a workspace of a tier takes; each template declares those that it uses. */
export const workspaceParameters = (tier: BuiltTier): Parameters => ({
  tier: count('Tier of the workspace: this template builds no other', { allowed: [tier], default: tier, min: tier, max: tier }),
  ...common,
  ...byRemoteDesktop,
  ...byLinks,
  ...withOwnKeys,
});

/** How builders speak of them. */
export const p = references({ tier: count('', { min: 0, max: 3 }), ...common, ...byRemoteDesktop, ...byLinks, ...withOwnKeys });
