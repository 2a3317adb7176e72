import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { platform, principals, region, subscriptionId } from './seed/azure.js';

const { coreGroupId, landingGroupId: _landing, mirrorsPrefix, vaultId, ...ids } = platform;
const plain = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, { readonly value: unknown }>> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

const byRemoteDesktop = {
  ...plain({ virtualDesktopPrincipalId: principals.virtualDesktop, inboundPrefixes: ['10.0.0.0/8'], mirrorsPrefix }),
  machinePassword: { reference: { keyVault: { id: vaultId }, secretName: 'desktops' } },
};
const byLinks = plain({ linkPrincipalId: principals.links });

/** The one landing zone of the seeded tenant, as an operator would write it. */
export const seededLandingZones = {
  templates: { specs: `${coreGroupId}/providers/Microsoft.Resources/templateSpecs`, version: '1.0.0' },
  zones: [
    {
      name: 'Heart research',
      subscriptionId,
      region,
      addressSpace: '10.64.0.0/14',
      parameters: plain({
        ...ids,
        machineSshKey: `ssh-ed25519 ${'A'.repeat(68)}`.padEnd(80, 'A'),
        removerPrincipalId: principals.remover,
        airlockPrincipalId: principals.airlock,
        dataFactoryPrincipalId: principals.dataFactory,
      }),
      parametersByTier: { '0': byLinks, '1': byLinks, '2': byRemoteDesktop, '3': byRemoteDesktop },
    },
  ],
} as const;

/** Writes the file that the bot's setting `LANDING_ZONES` names. Answers with its path. */
export async function writeLandingZones(stateFolder: string): Promise<string> {
  const file = path.join(stateFolder, 'landing-zones.json');
  await writeFile(file, `${JSON.stringify(seededLandingZones, undefined, 2)}\n`);
  return file;
}
