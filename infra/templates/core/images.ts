import { call, format, type JsonObject } from '../arm/expression.js';
import { resource, type Resource } from '../arm/resource.js';
import { roleAssignment } from '../arm/role-assignment.js';
import { userAssigned } from '../arm/template.js';
import { desktopImage, platforms } from '../workspace/platforms.js';
import { hubSubnet, names } from './names.js';
import { p } from './parameters.js';

const linux: JsonObject = { type: 'PlatformImage', publisher: 'microsoft-dsvm', offer: 'ubuntu-2204', sku: '2204-gen2', version: 'latest' };
const windows: JsonObject = { type: 'PlatformImage', publisher: 'microsoftwindowsdesktop', offer: 'windows-11', sku: 'win11-24h2-avd', version: 'latest' };

/** What is installed on top, from the mirrors. Scripts lie with the image's own sources, by content hash, and are not part of this template. */
const installed: Readonly<Record<(typeof platforms)[number] | typeof desktopImage, readonly string[]>> = {
  python: ['python3-venv', 'jupyterlab', 'code', 'julia'],
  r: ['r-base', 'rstudio-server', 'quarto'],
  sql: ['postgresql-client', 'mssql-tools18', 'dbeaver-ce'],
  gpu: ['nvidia-driver-550-server', 'cuda-toolkit-12-4', 'python3-venv', 'jupyterlab'],
  desktop: [],
};

/** A gallery with an image for each platform, built again from its template when its base or its packages change. */
export function images(): readonly Resource[] {
  const gallery = resource('gallery', 'Microsoft.Compute/galleries', names.gallery, { properties: { description: 'Images of data science machines and desktops' } });
  const builder = resource('imageBuilder', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'id-lockkeeper-images', {});
  const principalId = call('reference', builder.id, '2024-11-30').get('principalId');
  const given = (key: string, on: Resource): Resource => ({ ...roleAssignment({ key, role: { custom: 'images' }, principalId, principalType: 'ServicePrincipal', on }), name: [call('guid', on.id, builder.id)] });
  const rights = [given('imagesToGallery', gallery), given('imagesInSubnet', resource('hub', 'Microsoft.Network/virtualNetworks', names.hub, {}))];
  return [gallery, builder, ...rights, ...([...platforms, desktopImage] as const).flatMap((platform) => image(platform, builder, rights))];
}

function image(platform: keyof typeof installed, builder: Resource, rights: readonly Resource[]): readonly Resource[] {
  const isDesktop = platform === desktopImage;
  const definition = resource(`${platform}Image`, 'Microsoft.Compute/galleries/images', [names.gallery, platform], {
    properties: {
      osType: isDesktop ? 'Windows' : 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'lockkeeper', offer: 'research', sku: platform },
      features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
    },
  });
  const template = resource(`${platform}Template`, 'Microsoft.VirtualMachineImages/imageTemplates', format(`it-lockkeeper-${platform}-{0}`, p.location), {
    identity: userAssigned(builder.id),
    properties: {
      buildTimeoutInMinutes: 240,
      vmProfile: { vmSize: 'Standard_D4s_v5', osDiskSizeGB: 256, vnetConfig: { subnetId: hubSubnet('images') } },
      source: isDesktop ? windows : linux,
      customize: isDesktop ? [{ type: 'WindowsUpdate', name: 'updates', searchCriteria: 'IsInstalled=0' }] : [{ type: 'Shell', name: 'packages', inline: ['sudo apt-get update', `sudo DEBIAN_FRONTEND=noninteractive apt-get install -y blobfuse2 ${installed[platform].join(' ')}`] }],
      distribute: [{ type: 'SharedImage', runOutputName: platform, galleryImageId: definition.id, targetRegions: [{ name: p.location, replicaCount: 1, storageAccountType: 'Standard_ZRS' }] }],
    },
  }, { after: rights });
  return [definition, template];
}
