import { z } from 'zod';
import type { GroupReader } from '../requests/index.js';
import { appTokens } from './app-token.js';
import { botCredential, type AzureSettings } from './azure-settings.js';
import { listMany } from './graph-batch.js';
import { graphClient, read, segment } from './graph-client.js';

const objectSchema = z.object({ id: z.guid() });

/**
 * Members and owners of groups, direct ones, whatever kind of object they are: a group or an application among them is somebody whom no request
 * explains, too. Needs the application permission GroupMember.Read.All.
 */
export function groupReader(settings: AzureSettings): GroupReader {
  const graph = graphClient(settings, appTokens(settings, botCredential(settings)));
  return {
    async peopleOf(groupIds) {
      const paths = groupIds.flatMap((id) => (['members', 'owners'] as const).map((people) => `/groups/${segment(id)}/${people}?$select=id&$top=999`));
      const lists = await listMany(graph, paths);
      const idsIn = (list: readonly unknown[]): readonly string[] => list.map((item) => read(objectSchema, item).id);
      return new Map(
        groupIds.flatMap((id, index) => {
          const [members, owners] = [lists[2 * index], lists[2 * index + 1]];
          if (members === undefined || owners === undefined || members === 'not-found' || owners === 'not-found') return [];
          return [[id, { members: idsIn(members), owners: idsIn(owners) }] as const];
        }),
      );
    },
  };
}
