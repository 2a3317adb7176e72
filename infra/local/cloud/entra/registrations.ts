import type { CloudOptions } from '../options.js';

/** An app registration of the local tenant, with what an administrator has granted it on Graph and Azure. */
export interface Registration {
  readonly clientId: string;
  readonly secret: string;
  readonly kind: 'bot' | 'remover';
  readonly applicationRoles: readonly string[];
  readonly delegatedScopes: readonly string[];
  /** Delegated permissions on Azure Resource Manager. What a person may do there, their role assignments say. */
  readonly azureScopes: readonly string[];
  /** Groups that its application permissions reach: those of its administrative unit. Undefined: all of the tenant. */
  readonly administrativeUnit: RegExp | undefined;
}

type Grants = Pick<Registration, 'applicationRoles' | 'delegatedScopes' | 'azureScopes' | 'administrativeUnit'>;

/**
 * What each process's identity holds. The bot reads the directory, sends mail and writes nothing; what it does for a person it does with that
 * person's delegated permissions. The remover writes members of the groups that this product creates, whose names begin with WS-.
 */
const grantsOf: Readonly<Record<Registration['kind'], Grants>> = {
  bot: {
    applicationRoles: ['User.ReadBasic.All', 'User.Read.All', 'GroupMember.Read.All', 'Mail.Send'],
    delegatedScopes: ['Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'User.ReadBasic.All'],
    azureScopes: ['user_impersonation'],
    administrativeUnit: undefined,
  },
  remover: {
    applicationRoles: ['GroupMember.ReadWrite.All'],
    delegatedScopes: [],
    azureScopes: [],
    administrativeUnit: /^WS-/,
  },
};

export function registrationsOf(options: Pick<CloudOptions, 'clients'>): readonly Registration[] {
  return options.clients.map(({ clientId, secret, kind, applicationRoles, delegatedScopes }) => {
    const grants = grantsOf[kind];
    return {
      clientId,
      secret,
      kind,
      applicationRoles: applicationRoles ?? grants.applicationRoles,
      delegatedScopes: delegatedScopes ?? grants.delegatedScopes,
      azureScopes: grants.azureScopes,
      administrativeUnit: grants.administrativeUnit,
    };
  });
}
