import { z } from 'zod';
import type { GroupOwners } from '../requests/index.js';
import { appTokens } from './app-token.js';
import { botCredential, type AzureSettings } from './azure-settings.js';
import { graphClient, read, segment } from './graph-client.js';

const ownerSchema = z.object({ '@odata.type': z.string(), id: z.guid() });

/**
 * Persons who own a group; owners that are applications grant nothing here. Needs the application permission GroupMember.Read.All.
 * A group that Graph does not find throws as well: a new one is found within seconds, so that trying again is right.
 */
export function groupOwners(settings: AzureSettings): GroupOwners {
  const graph = graphClient(settings, appTokens(settings, botCredential(settings)));
  return {
    async ownersOf(groupId) {
      const owners = (await graph.list(`/groups/${segment(groupId)}/owners?$select=id&$top=999`)).map((item) => read(ownerSchema, item));
      return owners.filter((owner) => owner['@odata.type'] === '#microsoft.graph.user').map(({ id }) => id);
    },
  };
}
