import type { Registration } from './entra/registrations.js';
import type { CloudOptions } from './options.js';
import type { StateStore } from './state.js';
import type { SigningKeys } from './tokens.js';

/** Origins of the two servers, known once they listen, and the bot's messaging endpoint, which may come later. */
export interface Addresses {
  /** `https://localhost:PORT` */
  cloud: string;
  /** `http://localhost:PORT`, where people sign in */
  front: string;
  bot: string | undefined;
}

/** The tenant that the local cloud plays: its settings, app registrations, directory, keys and clock. */
export interface Tenant {
  readonly options: CloudOptions;
  readonly registrations: readonly Registration[];
  readonly state: StateStore;
  readonly keys: SigningKeys;
  readonly addresses: Readonly<Addresses>;
  readonly now: () => Date;
}

/** Issuer of every token that Entra signs for the tenant. */
export const tenantIssuer = ({ addresses, options }: Tenant): string => `${addresses.cloud}/${options.tenantId}/v2.0`;
