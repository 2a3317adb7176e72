import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { GroupRights, NotDone } from '../workspaces/index.js';
import { publicGraph, type AzureSettings } from './azure-settings.js';
import { delegatedTokens } from './delegated-token.js';
import { unexpectedRefusal, type GraphRefusal } from './directory-fault.js';
import { graphClient, read, segment, type Graph, type GraphAnswer } from './graph-client.js';
import type { UserTokens } from './ports.js';

/** Graph takes so many references in one request. */
const mostReferences = 20;
/** A new group is not found everywhere for seconds: so often, and after so many ms, it is tried again before the job queue tries. */
const newGroupWaits = [300, 1_000, 2_500];

/** Aliases and names that this product gives. No other group is made, changed or deleted. */
const aliasSchema = z.string().regex(/^lk-[a-z0-9-]{1,61}$/u, 'is no alias of ours');
const nameSchema = z.string().startsWith('WS-').max(256);

const groupSchema = z.object({ id: z.guid(), displayName: z.string().nullable(), mailNickname: z.string().nullable(), createdDateTime: z.string().nullish() });
type Group = z.output<typeof groupSchema>;
const idSchema = z.object({ id: z.guid() });
const select = '$select=id,displayName,mailNickname,createdDateTime';

const isOurs = ({ mailNickname, displayName }: Group): boolean => aliasSchema.safeParse(mailNickname).success && nameSchema.safeParse(displayName).success;

type Act = Parameters<GroupRights['ensureGroup']>[0];

/** Directory groups with the token of the person who answers for them (delegated permission Group.ReadWrite.All, of which Entra lets them use what they own). */
export function groupRights(settings: AzureSettings, tokens: UserTokens): GroupRights {
  const tokenOf = delegatedTokens(settings, tokens, `${publicGraph}/Group.ReadWrite.All`);
  const as = async <Outcome>(personId: string, act: (graph: Graph) => Promise<Outcome>): Promise<Outcome | { readonly kind: 'sign-in-needed' }> => {
    const delegated = await tokenOf(personId);
    return delegated.kind === 'token' ? act(graphClient(settings, () => Promise.resolve(delegated.token))) : delegated;
  };
  const reference = (id: string): string => `${settings.graphBaseUrl}/v1.0/directoryObjects/${segment(id)}`;
  return {
    async ensureGroup(act) {
      aliasSchema.parse(act.alias);
      nameSchema.parse(act.name);
      return as(act.grantorId, async (graph) => {
        const found = await findByAlias(graph, act.alias);
        return found ? complete(graph, found, act, reference) : create(graph, act, reference);
      });
    },
    async leaveOwnership({ grantorId, groupId }) {
      return as(grantorId, (graph) => withOurs(graph, groupId, async () => done(await graph.delete(`/groups/${segment(groupId)}/owners/${segment(grantorId)}/$ref`))));
    },
    async deleteGroup({ grantorId, groupId }) {
      return as(grantorId, (graph) => withOurs(graph, groupId, async () => done(await graph.delete(`/groups/${segment(groupId)}`))));
    },
  };
}

/** Gone, or not there any more, is what was asked for. */
const done = (answer: GraphAnswer): { readonly kind: 'done' } | NotDone => (answer.kind === 'done' || answer.refusal.status === 404 ? { kind: 'done' } : notDone(answer.refusal));

function notDone(refusal: GraphRefusal): NotDone {
  const { status, code, message } = refusal;
  if (status === 401) return { kind: 'sign-in-needed' };
  if (status === 404 || status === 409) throw unexpectedRefusal(refusal);
  return { kind: 'refused', why: `${String(status)} ${code}: ${message}`.slice(0, 500) };
}

async function withOurs(graph: Graph, groupId: string, act: () => Promise<{ readonly kind: 'done' } | NotDone>): Promise<{ readonly kind: 'done' } | NotDone> {
  const answer = await graph.get(`/groups/${segment(groupId)}?${select}`);
  if (answer.kind === 'refused') return done(answer);
  return isOurs(read(groupSchema, answer.body)) ? act() : { kind: 'refused', why: 'the group is none that this product made' };
}

/** Graph lets several security groups have one alias: of two that were made at the same moment, all later looks choose the older. */
async function findByAlias(graph: Graph, alias: string): Promise<Group | undefined> {
  const groups = (await graph.list(`/groups?$filter=${encodeURIComponent(`mailNickname eq '${alias}'`)}&${select}`)).map((item) => read(groupSchema, item));
  const age = ({ createdDateTime, id }: Group): string => `${createdDateTime ?? ''} ${id}`;
  return groups.toSorted((a, b) => (age(a) < age(b) ? -1 : 1))[0];
}

async function create(graph: Graph, act: Act, reference: (id: string) => string): Promise<Awaited<ReturnType<GroupRights['ensureGroup']>>> {
  // Whoever makes a group owns it; naming them as well would be naming them twice.
  const owners = act.ownerIds.filter((id) => id.toLowerCase() !== act.grantorId.toLowerCase());
  const members = act.memberIds.slice(0, Math.max(0, mostReferences - owners.length));
  const answer = await graph.post('/groups', {
    displayName: act.name,
    description: act.description,
    mailNickname: act.alias,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    'owners@odata.bind': owners.map(reference),
    'members@odata.bind': members.map(reference),
  });
  if (answer.kind === 'done') return addMembers(graph, read(idSchema, answer.body).id, act.memberIds.slice(members.length), reference);
  // Somebody else, or an answer of ours that was never heard, was faster.
  const meanwhile = /already exist|ObjectConflict/iu.test(`${answer.refusal.code} ${answer.refusal.message}`) ? await findByAlias(graph, act.alias) : undefined;
  return meanwhile ? complete(graph, meanwhile, act, reference) : notDone(answer.refusal);
}

/**
 * Brings a group that is there already to what was asked. Rights are going to hang on it: one that holds anybody else is not taken over,
 * since whoever may make groups may have made it beforehand.
 */
async function complete(graph: Graph, group: Group, act: Act, reference: (id: string) => string): Promise<Awaited<ReturnType<GroupRights['ensureGroup']>>> {
  const lower = (ids: readonly string[]): readonly string[] => ids.map((id) => id.toLowerCase());
  const listed = async (list: 'owners' | 'members'): Promise<readonly string[]> => lower((await graph.list(`/groups/${segment(group.id)}/${list}?$select=id&$top=999`)).map((item) => read(idSchema, item).id));
  const [owners, members] = [await listed('owners'), await listed('members')];
  const strangers = [...owners.filter((id) => !lower([act.grantorId, ...act.ownerIds]).includes(id)), ...members.filter((id) => !lower(act.memberIds).includes(id))];
  if (!isOurs(group) || strangers.length > 0) return { kind: 'refused', why: `a group with the alias ${act.alias} is there already, ${strangers.length > 0 ? `with others in it: ${strangers.slice(0, 5).join(', ')}` : 'under another name'}` };
  for (const id of lower(act.ownerIds).filter((each) => !owners.includes(each))) {
    const answer = await graph.post(`/groups/${segment(group.id)}/owners/$ref`, { '@odata.id': reference(id) });
    if (answer.kind === 'refused' && !/already exist/iu.test(answer.refusal.message)) return notDone(answer.refusal);
  }
  return addMembers(graph, group.id, lower(act.memberIds).filter((id) => !members.includes(id)), reference);
}

async function addMembers(graph: Graph, groupId: string, ids: readonly string[], reference: (id: string) => string): Promise<{ readonly kind: 'done'; readonly groupId: string } | NotDone> {
  for (let from = 0; from < ids.length; from += mostReferences) {
    const part = { 'members@odata.bind': ids.slice(from, from + mostReferences).map(reference) };
    let answer = await graph.patch(`/groups/${segment(groupId)}`, part);
    for (const pause of newGroupWaits) {
      if (answer.kind === 'done' || answer.refusal.status !== 404) break;
      await wait(pause);
      answer = await graph.patch(`/groups/${segment(groupId)}`, part);
    }
    if (answer.kind === 'refused') return notDone(answer.refusal);
  }
  return { kind: 'done', groupId };
}
