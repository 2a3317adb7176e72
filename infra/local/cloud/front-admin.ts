import { z } from 'zod';
import { teamsIdOf } from '../seed/teams-ids.js';
import { AdminError, adminRoute, readAdminBody } from './admin-route.js';
import type { Area, Cloud } from './cloud.js';
import { json, type CloudResponse, type Route } from './router.js';
import type { DirectoryUser } from './state.js';

/** `userId` is a directory object id or a Teams user id. */
const person = { userId: z.string().min(1) };
const personBody = z.object(person);
const stepUpBody = z.object({ ...person, required: z.boolean() });
const accountBody = z.object({ ...person, enabled: z.boolean() });

function userOf(cloud: Cloud, userId: string): DirectoryUser {
  const user = cloud.signIns.personOf(userId);
  if (!user) throw new AdminError(404, `Nobody in the tenant has the id ${userId}.`);
  return user;
}

const done: CloudResponse = { status: 204 };
const people = (cloud: Cloud, ids: readonly string[]): readonly object[] => ids.map((id) => ({ id, name: cloud.state.current.users.find((user) => user.id === id)?.displayName ?? null }));

function toggled(list: readonly string[], id: string, present: boolean): string[] {
  const others = list.filter((other) => other !== id);
  return present ? [...others, id] : others;
}

/** What tests and demonstrations need and no API gives: signing people in and out at once, demanding step-up, disabling accounts, looking into groups. */
export const frontAdmin: Area = (cloud) => {
  const admin = (method: Route['method'], path: string, handle: Parameters<typeof adminRoute>[3]): Route => adminRoute(cloud, method, path, handle);
  const keyOf = (user: DirectoryUser) => ({ teamsUserId: teamsIdOf(user.id), channelId: 'msteams', connectionName: cloud.options.connectionName });
  return [
    admin('POST', '/sign-in', (request) => {
      const user = userOf(cloud, readAdminBody(request, personBody).userId);
      cloud.signIns.signIn(keyOf(user), user, []);
      return done;
    }),
    admin('POST', '/sign-out', (request) => {
      const user = userOf(cloud, readAdminBody(request, personBody).userId);
      cloud.signIns.signOut(teamsIdOf(user.id), undefined, undefined);
      return done;
    }),
    admin('POST', '/step-up', (request) => {
      const { userId, required } = readAdminBody(request, stepUpBody);
      const user = userOf(cloud, userId);
      cloud.state.update((state) => {
        state.stepUp = toggled(state.stepUp, user.id, required);
      });
      return done;
    }),
    admin('POST', '/account', (request) => {
      const { userId, enabled } = readAdminBody(request, accountBody);
      const user = userOf(cloud, userId);
      cloud.state.update((state) => {
        for (const candidate of state.users) if (candidate.id === user.id) candidate.accountEnabled = enabled;
      });
      return done;
    }),
    /** The token that the Teams client would get for single sign-on. */
    admin('POST', '/sso-token', async (request) => {
      const { token } = await cloud.signIns.mint(userOf(cloud, readAdminBody(request, personBody).userId), []);
      return json(200, { token });
    }),
    admin('GET', '/groups/{id}', (request) => {
      const group = cloud.state.current.groups.find(({ id }) => id === request.param('id').toLowerCase());
      if (!group) throw new AdminError(404, `There is no group ${request.param('id')}.`);
      return json(200, { id: group.id, name: group.displayName, owners: people(cloud, group.owners), members: people(cloud, group.members) });
    }),
  ];
};
