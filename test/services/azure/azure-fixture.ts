import { SignJWT } from 'jose';
import { azureSettingsSchema, removerSettingsSchema, type AzureSettings, type RemoverSettings, type UserTokens } from '../../../services/azure/index.js';
import { botId, removerId, systemGroups, tenantId } from '../../../infra/local/seed/people.js';
import { seedGroups } from '../../../infra/local/seed/directory.js';
import { botSecret, removerSecret, startTestCloud, type TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { userToken } from '../../infra/local/cloud/token-fixture.js';

/** A local cloud with the groups of the seeded tenant. */
export const startSeededCloud = (): Promise<TestCloud> => startTestCloud({ groups: [...seedGroups] });

/** The bot's settings, with nothing changed but the address. */
export function azureSettings(url: string, more: object = {}): AzureSettings {
  return azureSettingsSchema.parse({
    tenantId,
    authority: url,
    graphBaseUrl: url,
    armBaseUrl: url,
    botAppId: botId,
    credential: { kind: 'secret', secret: botSecret },
    systemRoleGroups: Object.fromEntries(Object.entries(systemGroups).map(([role, { id }]) => [role, id])),
    ...more,
  });
}

export function removerSettings(url: string): RemoverSettings {
  return removerSettingsSchema.parse({ tenantId, authority: url, graphBaseUrl: url, armBaseUrl: url, credential: { kind: 'secret', clientId: removerId, secret: removerSecret } });
}

/** A token service in which these people have signed in. */
export function signedIn(cloud: TestCloud, ...people: readonly { readonly id: string }[]): UserTokens {
  return { tokenOf: (id) => (people.some((person) => person.id === id) ? userToken(cloud, { id }) : Promise.resolve(undefined)) };
}

/** Directory ids of a group's members, as the cloud itself sees them. */
export async function membersOf(cloud: TestCloud, groupId: string): Promise<string[]> {
  const response = await fetch(`${cloud.adminUrl}/groups/${groupId}`);
  return ((await response.json()) as { members: { id: string }[] }).members.map(({ id }) => id);
}

/** A token that says whose it is, signed by nobody: where no Entra is there to check it. */
export function assertionOf(person: { readonly id: string }): Promise<string> {
  return new SignJWT({ oid: person.id }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('a key that nobody trusts, for tests'));
}
