import { Client } from '@microsoft/microsoft-graph-client';
import type { TestCloud } from './cloud-fixture.js';

/** The real Graph client, with nothing changed but the address. */
export function graphClient(cloud: TestCloud, token: string): Client {
  return Client.init({
    baseUrl: cloud.url,
    customHosts: new Set(['localhost']),
    authProvider: (done) => {
      done(null, token);
    },
  });
}

export const referenceTo = (person: { readonly id: string }): object => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${person.id}` });

/** Ids of what a collection returned. */
export const idsOf = (collection: unknown): string[] => (collection as { value: { id: string }[] }).value.map(({ id }) => id);
