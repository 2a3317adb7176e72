import type { Area } from './cloud.js';
import { json } from './router.js';

/** Issuer of every activity's token, in the public cloud and here. */
export const channelIssuer = 'https://api.botframework.com';

/** What a bot reads to check activities: the Bot Framework's metadata and keys. The key is endorsed for Teams, so it vouches for no other channel. */
export const channelKeys: Area = (cloud) => [
  {
    method: 'GET',
    path: '/botframework/.well-known/openidconfiguration',
    handle: () =>
      json(200, {
        issuer: channelIssuer,
        authorization_endpoint: 'https://invalid.botframework.com',
        jwks_uri: `${cloud.addresses.cloud}/botframework/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      }),
  },
  {
    method: 'GET',
    path: '/botframework/keys',
    handle: () => json(200, { keys: [{ ...cloud.keys.channel.jwk, endorsements: ['msteams'] }] }),
  },
];
