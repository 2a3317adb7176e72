import { accountOf } from '../context/index.js';
import type { AzureSettings } from './azure-settings.js';
import { onBehalfOf } from './on-behalf-of.js';
import type { UserTokens } from './ports.js';

/** A person's token for one act in another API, fetched for the act and forgotten after it. */
export type DelegatedToken = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'sign-in-needed' };

/**
 * Tokens with which the bot acts as the person themselves.
 * @param scope what they may be used for, such as `https://graph.microsoft.com/Group.ReadWrite.All`
 */
export function delegatedTokens(settings: AzureSettings, tokens: UserTokens, scope: string): (personId: string) => Promise<DelegatedToken> {
  const exchange = onBehalfOf(settings, scope);
  return async (personId) => {
    const assertion = await tokens.tokenOf(personId);
    // Somebody may sign in with another account than the one they chat with; acting with that one would put the wrong person into the audit.
    if (assertion === undefined || accountOf(assertion) !== personId.toLowerCase()) return { kind: 'sign-in-needed' };
    return exchange(assertion);
  };
}
