export { channelTokens, databaseTokens, type TokenSource } from './app-token.js';
export { appCredentialSchema, azureSettingsSchema, directoryAddressSchema, removerSettingsSchema } from './azure-settings.js';
export type { AppCredential, AzureSettings, DirectoryAddress, RemoverSettings } from './azure-settings.js';
export { directoryPeople } from './directory-people.js';
export { documentStore, type DocumentStoreSettings, type StorePatience } from './document-store.js';
export { grantorRights } from './grantor-rights.js';
export { groupOwners } from './group-owners.js';
export { removerRights } from './remover-rights.js';
export type { UserTokens } from './ports.js';
