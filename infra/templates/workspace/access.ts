import { call, elementOf, type Expression } from '../arm/expression.js';
import { roleAssignment, type BuiltInRole } from '../arm/role-assignment.js';
import type { Resource } from '../arm/resource.js';
import type { BuiltControls } from '../tiers.js';
import { p } from './parameters.js';
import type { SecureStore } from './storage.js';
import { volumes, type MountMode } from './volumes.js';

/** The role that makes a mount what it says. */
const roleOf: Readonly<Record<MountMode, BuiltInRole>> = { 'read-only': 'Storage Blob Data Reader', 'read-write': 'Storage Blob Data Contributor' };

/** Who may do what, bound to directory groups once and for all: later, people come and go in the groups. */
export function access(controls: BuiltControls, store: SecureStore): readonly Resource[] {
  return [...volumeAccess(store), ...machineAccess(), ...serviceAccess(controls, store)];
}

const volumeAccess = (store: SecureStore): readonly Resource[] => [
  ...volumes.flatMap((volume) =>
    'mode' in volume
      ? [roleAssignment({ key: `${volume.container}Access`, role: roleOf[volume.mode], principalId: volume.mountedBy === 'members' ? p.membersGroupId : p.reviewersGroupId, principalType: 'Group', on: store.container(volume.container) })]
      : [],
  ),
  roleAssignment({ key: 'datasetAccess', role: roleOf['read-only'], principalId: elementOf(p.datasets).get('groupId'), principalType: 'Group', on: store.datasets, copy: { name: 'datasetAccess', count: call('length', p.datasets) } }),
];

/** On the whole resource group: signing in to machines as themselves, starting and stopping them. */
const machineAccess = (): readonly Resource[] => [
  roleAssignment({ key: 'memberLogin', role: 'Virtual Machine User Login', principalId: p.membersGroupId, principalType: 'Group' }),
  roleAssignment({ key: 'memberMachines', role: { custom: 'machineOperator' }, principalId: p.membersGroupId, principalType: 'Group' }),
  roleAssignment({ key: 'managerMachines', role: { custom: 'machineOperator' }, principalId: p.managersGroupId, principalType: 'Group' }),
];

/** The product's own processes. None that holds data holds a say over people, and the other way round. */
function serviceAccess(controls: BuiltControls, store: SecureStore): readonly Resource[] {
  const service = (key: string, role: Parameters<typeof roleAssignment>[0]['role'], principalId: Expression, on?: Resource) => roleAssignment({ key, role, principalId, principalType: 'ServicePrincipal', ...(on && { on }) });
  return [
    service('remover', { custom: 'remover' }, p.removerPrincipalId),
    service('airlockReadsOutput', 'Storage Blob Data Reader', p.airlockPrincipalId, store.container('output')),
    service('airlockFreezes', { custom: 'airlock' }, p.airlockPrincipalId, store.container('review')),
    service('ingressArrives', 'Storage Blob Data Contributor', p.dataFactoryPrincipalId, store.container('ingest')),
    { ...service('ingressDelivers', 'Storage Blob Data Contributor', p.dataFactoryPrincipalId, store.datasets), copy: { name: 'ingressDelivers', count: call('length', p.datasets) } },
    service('softwareArrives', { custom: 'airlock' }, p.airlockPrincipalId, store.container('software')),
    service('egressLeaves', 'Storage Blob Data Reader', p.dataFactoryPrincipalId, store.container('review')),
    // From tier 2 files leave by a release only, and no link leads into the store.
    ...(controls.inbound === 'internet' ? [service('linksSigned', 'Storage Blob Delegator', p.linkPrincipalId, store.account), service('linksToFiles', 'Storage Blob Data Reader', p.linkPrincipalId, store.account)] : []),
  ];
}
