import { z } from 'zod';
import { StoredState } from './stored-state.js';

const userSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  givenName: z.string().nullable(),
  surname: z.string().nullable(),
  mail: z.string(),
  userPrincipalName: z.string(),
  userType: z.enum(['Member', 'Guest']),
  jobTitle: z.string().nullable(),
  accountEnabled: z.boolean(),
});

const groupSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().nullable(),
  mailNickname: z.string(),
  createdDateTime: z.string(),
  owners: z.array(z.string()),
  members: z.array(z.string()),
});

/** Where the channel can reach a person: what an activity needs to be sent on their behalf. */
export const conversationSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  from: z.looseObject({ id: z.string() }),
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({ id: z.string() }),
});

const signInKey = { teamsUserId: z.string(), channelId: z.string(), connectionName: z.string() };

/** `context classes` that the person proved at this sign-in (`acrs` claim); c1 stands for step-up. */
const proofSchema = z.object({ ...signInKey, objectId: z.string(), at: z.string(), acrs: z.array(z.string()) });

const stateSchema = z.object({
  version: z.literal(1),
  users: z.array(userSchema),
  groups: z.array(groupSchema),
  /** Lasting sign-ins of the token service. */
  signIns: z.array(proofSchema),
  /** Sign-in links that nobody has confirmed yet. */
  links: z.array(z.object({ nonce: z.string(), ...signInKey, objectId: z.string(), at: z.string(), conversation: conversationSchema.nullable() })),
  /** Confirmed on the page, and waiting for the code to come back through the conversation. */
  codes: z.array(proofSchema.extend({ code: z.string() })),
  /** People from whom Entra demands step-up, by object id. */
  stepUp: z.array(z.string()),
  /** The last conversation of each person, by object id. */
  conversations: z.record(z.string(), conversationSchema),
  /** Asked for: the next groups that are made are not found by so many reads. */
  lateGroups: z.object({ times: z.number(), reads: z.number() }).nullable().default(null),
  unseenGroups: z.array(z.object({ id: z.string(), reads: z.number() })).default([]),
});

export type CloudState = z.infer<typeof stateSchema>;
export type DirectoryUser = CloudState['users'][number];
export type DirectoryGroup = CloudState['groups'][number];
export type SignIn = CloudState['signIns'][number];
export type Conversation = z.infer<typeof conversationSchema>;

/** The directory and its sign-ins. */
export type StateStore = StoredState<CloudState>;

/** Opens the file, or begins with `seed` when there is none. The folder must exist. */
export const openState = (file: string, seed: () => Pick<CloudState, 'users' | 'groups'>): StateStore =>
  StoredState.open(file, stateSchema, () => ({ version: 1, ...seed(), signIns: [], links: [], codes: [], stepUp: [], conversations: {}, lateGroups: null, unseenGroups: [] }));
