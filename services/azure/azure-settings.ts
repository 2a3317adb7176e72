import { z } from 'zod';
import { systemRoles, type SystemRole } from '../context/index.js';

/** Entra, Graph and Azure of the public cloud. Any other address is a cloud that Entra's own discovery does not know. */
export const publicAuthority = 'https://login.microsoftonline.com';
export const publicGraph = 'https://graph.microsoft.com';
export const publicArm = 'https://management.azure.com';

const httpsOrigin = z.url({ protocol: /^https$/, message: 'must be an https address' }).transform((text) => text.replace(/\/+$/, ''));

/** Where the directory is. */
export const directoryAddressSchema = z.object({
  tenantId: z.guid(),
  /** Entra, without the tenant. */
  authority: httpsOrigin.default(publicAuthority),
  /** Graph, without the version. */
  graphBaseUrl: httpsOrigin.default(publicGraph),
});
export type DirectoryAddress = z.output<typeof directoryAddressSchema>;

/** Azure Resource Manager, under which name its tokens are issued wherever it is reached. */
const armBaseUrl = httpsOrigin.default(publicArm);

/** How an application of its own right proves itself: a secret of its registration, or its managed identity (no secret anywhere). */
export const appCredentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), clientId: z.guid(), secret: z.string().min(1) }),
  z.object({ kind: z.literal('managed-identity'), clientId: z.guid() }),
]);
export type AppCredential = z.output<typeof appCredentialSchema>;

/** What the bot's adapters need: reading the directory by itself, writing groups, stacks and machines on behalf of persons. */
export const azureSettingsSchema = directoryAddressSchema.extend({
  armBaseUrl,
  /** The bot's app registration: it exposes the API that persons sign in to. */
  botAppId: z.guid(),
  /**
   * `managed-identity`: `clientId` names the identity that reads the directory, and that `botAppId` trusts as its federated credential.
   * `secret`: `botAppId`'s own secret, for both.
   */
  credential: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('secret'), secret: z.string().min(1) }),
    z.object({ kind: z.literal('managed-identity'), clientId: z.guid() }),
  ]),
  /** Directory group of each system role. */
  systemRoleGroups: z.record(z.enum(systemRoles), z.guid()) satisfies z.ZodType<Record<SystemRole, string>>,
});
export type AzureSettings = z.output<typeof azureSettingsSchema>;

/** What the remover's adapter needs. */
export const removerSettingsSchema = directoryAddressSchema.extend({ armBaseUrl, credential: appCredentialSchema });
export type RemoverSettings = z.output<typeof removerSettingsSchema>;

/** The credential with which the bot acts by itself. */
export function botCredential({ botAppId, credential }: Pick<AzureSettings, 'botAppId' | 'credential'>): AppCredential {
  return credential.kind === 'secret' ? { ...credential, clientId: botAppId } : credential;
}
