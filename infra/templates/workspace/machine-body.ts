import { call, type Expression, type Json, type JsonObject } from '../arm/expression.js';
import type { OwnKeys } from './keys.js';

interface MachineBody {
  readonly size: Expression;
  readonly zone: Expression;
  readonly imageId: Expression;
  readonly networkCardId: Expression;
  readonly diskName: Expression;
  readonly osType: 'Linux' | 'Windows';
  readonly osProfile: JsonObject;
  readonly own: OwnKeys | undefined;
  readonly dataDisk?: { readonly name: Expression; readonly gigabytes: Expression };
  readonly more?: JsonObject;
}

/** What every machine has in common: measured boot, encryption at its host, own keys where the tier asks for them, and nothing left behind when it goes. */
export function machineBody({ size, zone, imageId, networkCardId, diskName, osType, osProfile, own, dataDisk, more }: MachineBody): JsonObject {
  const disk: JsonObject = { storageAccountType: 'Premium_LRS', ...(own && { diskEncryptionSet: { id: own.diskEncryption.id } }) };
  const dataDisks: Json = dataDisk ? [{ lun: 0, name: dataDisk.name, createOption: 'Empty', diskSizeGB: dataDisk.gigabytes, deleteOption: 'Delete', managedDisk: disk }] : [];
  return {
    identity: { type: 'SystemAssigned' },
    zones: [zone],
    properties: {
      hardwareProfile: { vmSize: size },
      securityProfile: { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true }, encryptionAtHost: true },
      storageProfile: { imageReference: { id: imageId }, osDisk: { name: diskName, osType, createOption: 'FromImage', deleteOption: 'Delete', caching: 'ReadWrite', managedDisk: disk }, dataDisks },
      osProfile: { ...osProfile, allowExtensionOperations: true },
      networkProfile: { networkInterfaces: [{ id: networkCardId, properties: { primary: true, deleteOption: 'Delete' } }] },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      ...more,
    },
  };
}

/** The image of the gallery in the core; the newest version when a machine is made. */
export const imageOf = (gallery: Expression, platform: Expression | string): Expression => call('format', '{0}/images/{1}', gallery, platform);
