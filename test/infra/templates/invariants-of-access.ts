import { find, ofType, placesIn, type BuiltTemplate } from './built-resources.js';
import type { Invariant } from './invariant.js';

const desktopProperties = (template: BuiltTemplate): ReadonlyMap<string, string> => new Map((find(template, 'Microsoft.DesktopVirtualization/hostPools').properties.customRdpProperty as string).split(';').filter(Boolean).map((each) => [each.slice(0, each.indexOf(':')), each.slice(each.lastIndexOf(':') + 1)]));
const command = (template: BuiltTemplate): string => String(find(template, 'Microsoft.Compute/virtualMachines/extensions', 'desktopRegistration').properties.protectedSettings.commandToExecute);
const change = (template: BuiltTemplate, from: string, to: string): void => {
  const pool = find(template, 'Microsoft.DesktopVirtualization/hostPools');
  pool.properties.customRdpProperty = pool.properties.customRdpProperty.replace(from, to);
};
const changeCommand = (template: BuiltTemplate, from: string): void => {
  const { protectedSettings } = find(template, 'Microsoft.Compute/virtualMachines/extensions', 'desktopRegistration').properties;
  protectedSettings.commandToExecute = protectedSettings.commandToExecute.replace(from, 'nothing');
};

/** Drives, printers, USB and ports; in the pool's properties and on the desktop. */
export const redirectionsOff: Invariant = {
  name: 'drives, printers, USB and ports are not redirected',
  faults: (template) => {
    const properties = desktopProperties(template);
    const off: Readonly<Record<string, string>> = { drivestoredirect: '', redirectprinters: '0', usbdevicestoredirect: '', devicestoredirect: '', redirectcomports: '0', camerastoredirect: '' };
    return [...Object.entries(off).filter(([name, value]) => properties.get(name) !== value).map(([name]) => name), ...['fDisableCdm', 'fDisableCpm', 'fDisableCcm', 'fDisablePNPRedir'].filter((name) => !command(template).includes(`/v ${name} /t REG_DWORD /d 1 /f`))];
  },
  brokenBy: {
    drives: (template) => change(template, 'drivestoredirect:s:', 'drivestoredirect:s:*'),
    printers: (template) => change(template, 'redirectprinters:i:0', 'redirectprinters:i:1'),
    'USB by default': (template) => change(template, 'usbdevicestoredirect:s:;', ''),
    'a desktop that would allow drives': (template) => changeCommand(template, 'fDisableCdm'),
  },
};

export const nothingCopiedOut: Invariant = {
  name: 'nothing can be copied out of a desktop',
  faults: (template) => (desktopProperties(template).get('redirectclipboard') === '0' || command(template).includes('/v SCClipLevel /t REG_DWORD /d 0 /f') ? [] : ['the clipboard goes out']),
  brokenBy: {
    'a clipboard both ways': (template) => {
      change(template, 'redirectclipboard:i:0', 'redirectclipboard:i:1');
      changeCommand(template, 'SCClipLevel');
    },
  },
};

export const noClipboardNorCapture: Invariant = {
  name: 'there is no clipboard, and no picture of the screen',
  faults: (template) => [
    ...(desktopProperties(template).get('redirectclipboard') === '0' && command(template).includes('/v fDisableClip /t REG_DWORD /d 1 /f') ? [] : ['clipboard']),
    ...['/v fEnableScreenCaptureProtect /t REG_DWORD /d 2 /f', '/v fEnableWatermarking /t REG_DWORD /d 1 /f'].filter((setting) => !command(template).includes(setting)),
  ],
  brokenBy: {
    'a clipboard': (template) => change(template, 'redirectclipboard:i:0', 'redirectclipboard:i:1'),
    'pictures of the screen': (template) => changeCommand(template, 'fEnableScreenCaptureProtect'),
    'no watermark': (template) => changeCommand(template, 'fEnableWatermarking'),
  },
};

const reader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';
const writer = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
/** tiers.md, “Volumes”. */
const modes: Readonly<Record<string, readonly [group: string, role: string]>> = {
  documents: ['membersGroupId', reader],
  scratch: ['membersGroupId', writer],
  output: ['membersGroupId', writer],
  review: ['reviewersGroupId', reader],
  software: ['membersGroupId', reader],
  home: ['membersGroupId', writer],
};
const mine = (container: string): string => `[resourceId('Microsoft.Storage/storageAccounts/blobServices/containers', variables('storage'), 'default', '${container}')]`;
const datasets = "[resourceId('Microsoft.Storage/storageAccounts/blobServices/containers', variables('storage'), 'default', parameters('datasets')[copyIndex()].number)]";

interface Given {
  readonly key: string;
  readonly scope: string | undefined;
  readonly who: string;
  readonly role: string;
  readonly kind: string;
}
const given = (template: BuiltTemplate): readonly Given[] =>
  ofType(template, 'Microsoft.Authorization/roleAssignments').map(({ key, resource: { scope, properties } }) => ({ key, scope, who: properties.principalId as string, role: /'([0-9a-f-]{36})'/u.exec(properties.roleDefinitionId as string)?.[1] ?? '', kind: properties.principalType as string }));
const isData = (role: string): boolean => role === reader || role === writer;

export const mounted: Invariant = {
  name: 'each volume is mounted as it has to be, by the groups that have to, and by no other',
  faults: (template) => {
    const people = given(template).filter(({ kind, role }) => kind === 'Group' && isData(role));
    const expected = [
      ...Object.entries(modes).map(([container, [group, role]]) => `${mine(container)} ${`[parameters('${group}')]`} ${role}`),
      `${datasets} [parameters('datasets')[copyIndex()].groupId] ${reader}`,
    ];
    const found = people.map(({ scope, who, role }) => `${scope ?? 'everything'} ${who} ${role}`);
    return [...expected.filter((each) => !found.includes(each)).map((each) => `missing: ${each}`), ...found.filter((each) => !expected.includes(each)).map((each) => `too much: ${each}`)];
  },
  brokenBy: {
    'datasets that can be written': (template) => void (find(template, 'Microsoft.Authorization/roleAssignments', 'datasetAccess').properties.roleDefinitionId = `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${writer}')]`),
    'documents that can be written': (template) => void (find(template, 'Microsoft.Authorization/roleAssignments', 'documentsAccess').properties.roleDefinitionId = `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${writer}')]`),
    'members at the review': (template) => void (find(template, 'Microsoft.Authorization/roleAssignments', 'reviewAccess').properties.principalId = "[parameters('membersGroupId')]"),
    'everything to the managers': (template) => void Object.assign(find(template, 'Microsoft.Authorization/roleAssignments', 'homeAccess'), { scope: undefined }),
  },
};

/** What a machine is told to mount has to follow the roles. */
export const told: Invariant = {
  name: 'machines mount what their people may',
  faults: (template) => {
    const data = String(find(template, 'Microsoft.Compute/virtualMachines', 'machines').properties.userData);
    const expected = "'read-only', createArray('documents', 'software'), 'read-write', createArray('scratch', 'output', 'home')";
    return data.includes(expected) ? [] : [data];
  },
  brokenBy: { 'documents mounted to be written': (template) => void (find(template, 'Microsoft.Compute/virtualMachines', 'machines').properties.userData = "[base64(string(createObject('read-write', createArray('documents'))))]") },
};

export const toGroups: Invariant = {
  name: 'people have rights by groups only, and services are named as services',
  faults: (template) => given(template).filter(({ kind, who }) => (/GroupId'|\.groupId\]/u.test(who) ? kind !== 'Group' : kind !== 'ServicePrincipal')).map(({ key }) => key),
  brokenBy: { 'a person': (template) => void (find(template, 'Microsoft.Authorization/roleAssignments', 'memberLogin').properties.principalType = 'User'), 'an assignment that does not say': (template) => void delete find(template, 'Microsoft.Authorization/roleAssignments', 'memberLogin').properties.principalType },
};

export const immutableOnIngestAlone: Invariant = {
  name: 'only what arrives is immutable, by an unlocked policy of the container',
  faults: (template) => {
    const policies = ofType(template, 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies');
    return [
      ...(policies.length === 1 ? [] : [`${String(policies.length)} policies`]),
      ...policies.filter(({ resource }) => !resource.name.endsWith("'ingest', 'default')]") || resource.properties.state !== undefined).map(({ key }) => key),
      ...placesIn(template).filter(({ resource }) => resource.properties?.immutableStorageWithVersioning !== undefined).map(({ key }) => key),
    ];
  },
  brokenBy: {
    'another container': (template) => void (find(template, 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies').name = "[format('{0}/{1}/{2}/{3}', variables('storage'), 'default', 'output', 'default')]"),
    'a locked one': (template) => void (find(template, 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies').properties.state = 'Locked'),
    'the whole account': (template) => void (find(template, 'Microsoft.Storage/storageAccounts').properties.immutableStorageWithVersioning = { enabled: true }),
  },
};

export const soundMachines: Invariant = {
  name: 'machines boot measured, are encrypted at their host, leave nothing behind, and stop at the end of the day',
  faults: (template) => {
    const shutdowns = ofType(template, 'Microsoft.DevTestLab/schedules').map(({ resource }) => resource);
    return ofType(template, 'Microsoft.Compute/virtualMachines').flatMap(({ key, resource: { name, zones, properties: { securityProfile, storageProfile, networkProfile, osProfile } } }) => [
      ...(securityProfile?.securityType === 'TrustedLaunch' && securityProfile.uefiSettings.secureBootEnabled === true && securityProfile.uefiSettings.vTpmEnabled === true ? [] : [`${key}: trusted launch`]),
      ...(securityProfile?.encryptionAtHost === true ? [] : [`${key}: encryption at host`]),
      ...([storageProfile.osDisk, ...storageProfile.dataDisks].every(({ deleteOption }) => deleteOption === 'Delete') ? [] : [`${key}: disks stay`]),
      ...(networkProfile.networkInterfaces.every((card: { properties?: { deleteOption?: string } }) => card.properties?.deleteOption === 'Delete') ? [] : [`${key}: cards stay`]),
      ...((zones as unknown[] | undefined)?.length === 1 ? [] : [`${key}: no zone`]),
      ...(osProfile.linuxConfiguration && osProfile.linuxConfiguration.disablePasswordAuthentication !== true ? [`${key}: passwords`] : []),
      ...(shutdowns.some((schedule) => schedule.name === `[format('shutdown-computevm-{0}', ${name.slice(1, -1)})]` && schedule.properties.status === 'Enabled') ? [] : [`${key}: never stops`]),
    ]);
  },
  brokenBy: {
    'an unmeasured boot': (template) => void (find(template, 'Microsoft.Compute/virtualMachines').properties.securityProfile.uefiSettings.secureBootEnabled = false),
    'no encryption at the host': (template) => void delete find(template, 'Microsoft.Compute/virtualMachines').properties.securityProfile.encryptionAtHost,
    'a disk that stays': (template) => void (find(template, 'Microsoft.Compute/virtualMachines').properties.storageProfile.osDisk.deleteOption = 'Detach'),
    'no zone': (template) => void delete find(template, 'Microsoft.Compute/virtualMachines')['zones'],
    'a machine that runs all night': (template) => void (find(template, 'Microsoft.DevTestLab/schedules').properties.status = 'Disabled'),
    'passwords': (template) => void (find(template, 'Microsoft.Compute/virtualMachines', 'machines').properties.osProfile.linuxConfiguration.disablePasswordAuthentication = false),
  },
};
