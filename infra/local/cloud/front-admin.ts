import { z } from 'zod';
import { teamsIdOf } from '../seed/teams-ids.js';
import type { Area, Cloud } from './cloud.js';
import { sameSecret } from './entra/client-authentication.js';
import { loopbackOnly, refusal } from './loopback.js';
import { json, type CloudResponse, type Route, type RoutedRequest } from './router.js';
import type { DirectoryUser } from './state.js';

class AdminError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'AdminError';
    this.status = status;
  }
}

/** `userId` is a directory object id or a Teams user id. */
const person = { userId: z.string().min(1) };
const personBody = z.object(person);
const stepUpBody = z.object({ ...person, required: z.boolean() });
const accountBody = z.object({ ...person, enabled: z.boolean() });

function read<T>(request: RoutedRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new AdminError(400, 'The body is not JSON.');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new AdminError(400, z.prettifyError(result.error));
  return result.data;
}

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
  const admin = (method: Route['method'], path: string, handle: (request: RoutedRequest) => Promise<CloudResponse> | CloudResponse): Route =>
    loopbackOnly({
      method,
      path: `/{secret}/admin${path}`,
      handle: async (request) => {
        if (!sameSecret(request.param('secret'), cloud.options.frontSecret)) return refusal(404, 'NotFound', 'Nothing answers at this address.');
        if (request.headers.origin !== undefined) return refusal(403, 'ForbiddenOrigin', 'The channel front does not answer web pages.');
        try {
          return await handle(request);
        } catch (error) {
          if (error instanceof AdminError) return refusal(error.status, 'BadRequest', error.message);
          throw error;
        }
      },
    });
  const keyOf = (user: DirectoryUser) => ({ teamsUserId: teamsIdOf(user.id), channelId: 'msteams', connectionName: cloud.options.connectionName });
  return [
    admin('POST', '/sign-in', (request) => {
      const user = userOf(cloud, read(request, personBody).userId);
      cloud.signIns.signIn(keyOf(user), user, []);
      return done;
    }),
    admin('POST', '/sign-out', (request) => {
      const user = userOf(cloud, read(request, personBody).userId);
      cloud.signIns.signOut(teamsIdOf(user.id), undefined, undefined);
      return done;
    }),
    admin('POST', '/step-up', (request) => {
      const { userId, required } = read(request, stepUpBody);
      const user = userOf(cloud, userId);
      cloud.state.update((state) => {
        state.stepUp = toggled(state.stepUp, user.id, required);
      });
      return done;
    }),
    admin('POST', '/account', (request) => {
      const { userId, enabled } = read(request, accountBody);
      const user = userOf(cloud, userId);
      cloud.state.update((state) => {
        for (const candidate of state.users) if (candidate.id === user.id) candidate.accountEnabled = enabled;
      });
      return done;
    }),
    /** The token that the Teams client would get for single sign-on. */
    admin('POST', '/sso-token', async (request) => {
      const { token } = await cloud.signIns.mint(userOf(cloud, read(request, personBody).userId), []);
      return json(200, { token });
    }),
    admin('GET', '/groups/{id}', (request) => {
      const group = cloud.state.current.groups.find(({ id }) => id === request.param('id').toLowerCase());
      if (!group) throw new AdminError(404, `There is no group ${request.param('id')}.`);
      return json(200, { id: group.id, name: group.displayName, owners: people(cloud, group.owners), members: people(cloud, group.members) });
    }),
  ];
};
