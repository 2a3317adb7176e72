import { people, systemGroups, type SeedPerson } from './people.js';

/** A directory group of the seeded tenant, as the local cloud creates it on first start. */
export interface SeedGroup {
  readonly id: string;
  readonly name: string;
  readonly owners: readonly SeedPerson[];
  readonly members: readonly SeedPerson[];
}

const groupId = (workspace: number, group: number): string =>
  `d1000000-0000-4000-8000-${String(workspace).padStart(4, '0')}${String(group).padStart(8, '0')}`;

/** Directory group of a workspace's members. */
export const membersGroupId = (workspace: number): string => groupId(workspace, 0);
/** Read-only directory group of (workspace, dataset). */
export const dataGroupId = (workspace: number, dataset: number): string => groupId(workspace, dataset);
/** Directory group of a workspace's reviewers. */
export const reviewGroupId = (workspace: number): string => groupId(workspace, 99_999_999);

const { amara, ines, jonas, lena } = people;
const owners = [ines, jonas];

/** Which datasets each workspace's work package holds, and who has been granted what: approved requests in the database explain every member. */
export const workspaceGroups: Readonly<Record<number, { readonly owners: readonly SeedPerson[]; readonly members: readonly SeedPerson[]; readonly data: Readonly<Record<number, readonly SeedPerson[]>> }>> = {
  1: { owners, members: [ines, lena], data: { 1: [ines, lena], 2: [ines], 3: [] } },
  2: { owners, members: [ines, amara, lena], data: { 4: [ines, amara], 5: [ines], 6: [], 7: [lena] } },
  3: { owners, members: [ines, lena], data: { 8: [ines, lena], 9: [ines], 10: [] } },
};

const pad = (n: number): string => String(n).padStart(4, '0');

/** Every group of the seeded tenant. */
export const seedGroups: readonly SeedGroup[] = [
  ...Object.values(systemGroups).map(({ id, name, members }) => ({ id, name, owners: [people.priya], members })),
  ...Object.entries(workspaceGroups).flatMap(([key, workspace]) => {
    const n = Number(key);
    return [
      { id: membersGroupId(n), name: `WS-${pad(n)} members`, owners: workspace.owners, members: workspace.members },
      { id: reviewGroupId(n), name: `WS-${pad(n)} reviewers`, owners: workspace.owners, members: [] },
      ...Object.entries(workspace.data).map(([dataset, members]) => ({
        id: dataGroupId(n, Number(dataset)),
        name: `WS-${pad(n)} data DS-${pad(Number(dataset))}`,
        owners: workspace.owners,
        members,
      })),
    ];
  }),
];
