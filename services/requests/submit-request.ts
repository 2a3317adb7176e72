import { numberOf, type Context } from '../context/index.js';
import { isAskedForIn, linkedUntilLimit, loadPlace, untilLimit, type Place } from './access-terms.js';
import { changeState, subjectOf } from './change-state.js';
import { commitmentsFor, commitmentVersions } from './commitments.js';
import { castVote } from './decide-request.js';
import type { AccessType, RequestRecord } from './request.js';
import { requestTypeRules } from './request-types.js';
import { done, refuse, type Refusal, type Result } from './results.js';
import { insertDraft } from './insert-draft.js';
import { enterReview, today } from './review.js';
import { loadSameAccess } from './same-access.js';
import { isDirectAddition, seatsOf } from './seats.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { hasAccepted, loadSeats, recordCommitments } from './store.js';
import { membershipOf } from './workspace-membership.js';

/** Longest purpose, in characters. */
export const longestPurpose = 2_000;

export interface AskForAccess {
  readonly workspaceId: number;
  /** Without one the request is for the workspace itself. */
  readonly datasetId: number | null;
  /** Directory id; the acting person unless somebody is added directly. */
  readonly subjectId: string;
  readonly purpose: string;
  /** ISO date, the last day of the access. */
  readonly untilOn: string;
  /** The subject has accepted every commitment that was shown to them. Counts only when the subject is the one who acts. */
  readonly accepted: boolean;
  /** Ask for the workspace too when the subject is not a member of it. */
  readonly alsoJoin: boolean;
}

/** What was asked for: the request, and the one for the workspace that it waits for. */
export interface Asked {
  readonly request: RequestRecord;
  readonly outer: RequestRecord | null;
}

/**
 * Asks for a dataset in a workspace, or for the workspace. From outside the workspace it makes two linked requests: the inner is carried
 * out when the outer is active, and ends with it (people-and-requests, "Layers of permission").
 */
export async function askForAccess(context: Context, command: AskForAccess): Promise<Result<Asked>> {
  const type: AccessType = command.datasetId === null ? 'join-workspace' : 'data-access';
  const { actor } = context;
  const note = {
    action: 'request.submit',
    objectType: 'workspace' as const,
    objectId: numberOf('workspace', command.workspaceId),
    subjectId: command.subjectId,
    ...(command.datasetId === null ? {} : { datasetId: command.datasetId }),
  };
  const place = await loadPlace(context, command.workspaceId, actor.id);
  if (!place?.role) return refuse(context, note, 'not-found');
  const placed = { ...note, projectId: place.projectId };
  const fault = await faultOf(context, type, command, place);
  if (fault) return refuse(context, placed, fault.reason, fault);
  // One person asks at a time: two clicks on "Send" must not make two requests.
  await context.trx.selectFrom('people').select('id').where('id', '=', command.subjectId).forUpdate().executeTakeFirst();
  const repeated = await standingRequest(context, type, command);
  if (repeated) return refuse(context, { ...placed, requestId: repeated.requestId }, repeated.reason, repeated);

  let outer: RequestRecord | null = null;
  if (type === 'data-access') {
    const membership = await membershipOf(context.trx, command.subjectId, command.workspaceId);
    if (membership === undefined && !command.alsoJoin) return refuse(context, placed, 'join-needed');
    outer = membership === undefined ? await submit(context, 'join-workspace', { ...command, datasetId: null }, place, null) : membership.state === 'active' ? null : membership;
  }
  return done({ request: await submit(context, type, command, place, outer?.id ?? null), outer });
}

/** Why something cannot be asked for, with the last day that could be where that is the reason. */
interface Fault {
  readonly reason: Refusal;
  readonly limit?: string;
}

/** What is asked for, by whom and for whom. */
type Terms = Pick<AskForAccess, 'datasetId' | 'subjectId' | 'purpose' | 'untilOn' | 'alsoJoin'>;

/** The first reason why these terms cannot be asked for in this place; they are checked when asked and again at a resubmission. */
export async function faultOf(context: Context, type: AccessType, terms: Terms, place: Place): Promise<Fault | undefined> {
  const membership = await membershipOf(context.trx, terms.subjectId, place.workspaceId);
  const { latest } = terms.alsoJoin && membership === undefined ? linkedUntilLimit(context, place, terms.datasetId) : untilLimit(context, type, place, terms.datasetId);
  const fault = faultOfTerms(context, type, terms, place, latest);
  if (fault || terms.subjectId === context.actor.id) return fault;
  return (await mayAddDirectly(context, type, terms, place)) ? undefined : { reason: 'not-allowed' };
}

function faultOfTerms(context: Context, type: AccessType, command: Terms, place: Place, latest: string): Fault | undefined {
  if (place.workspaceState !== 'active' || place.projectState !== 'open') return { reason: 'not-possible' };
  if (!isAskedForIn(place)) return { reason: 'not-classified' };
  if (command.datasetId !== null && !place.datasets.some(({ id }) => id === command.datasetId)) return { reason: 'not-in-package' };
  if (command.subjectId === context.actor.id && !requestTypeRules[type].askedBy.some((role) => role === place.role)) return { reason: 'not-allowed' };
  const purpose = command.purpose.trim();
  if (purpose === '' || purpose.length > longestPurpose) return { reason: 'purpose-needed' };
  if (command.untilOn < today(context)) return { reason: 'until-past' };
  if (command.untilOn > latest) return { reason: 'until-too-late', limit: latest };
  return undefined;
}

/** Adding somebody directly is for whoever holds the first stage's seat; the person added must have a role that may ask. */
async function mayAddDirectly(context: Context, type: AccessType, command: Terms, place: Place): Promise<boolean> {
  const role = await context.trx
    .selectFrom('project_roles')
    .select('role')
    .where('project_id', '=', place.projectId)
    .where('person_id', '=', command.subjectId)
    .where('until', 'is', null)
    .executeTakeFirst();
  if (!role || !requestTypeRules[type].askedBy.some((allowed) => allowed === role.role)) return false;
  const draft = { type, tier: place.tier ?? 3, subject_id: command.subjectId, requester_id: context.actor.id };
  const facts = await loadSeatFacts(context.trx, { project_id: place.projectId, work_package_id: place.packageId, dataset_id: command.datasetId, subject_id: command.subjectId });
  return seatsOf(draft, facts)[0]?.holders.includes(context.actor.id) ?? false;
}

/** An earlier request that makes this one pointless: still open, or active for at least as long. */
async function standingRequest(context: Context, type: AccessType, command: AskForAccess): Promise<{ reason: Refusal; requestId: number } | undefined> {
  const { waiting, active } = await loadSameAccess(context.trx, { type, ...command });
  if (waiting !== null) return { reason: 'already-asked', requestId: waiting };
  return active && active.untilOn >= command.untilOn ? { reason: 'already-have', requestId: active.requestId } : undefined;
}

async function submit(context: Context, type: AccessType, command: AskForAccess, place: Place, outerId: number | null): Promise<RequestRecord> {
  const draft = await insertDraft(context, {
    type,
    subjectId: command.subjectId,
    place,
    datasetId: command.datasetId,
    tier: place.tier ?? 3,
    purpose: command.purpose.trim(),
    untilOn: command.untilOn,
    outerId,
  });
  const bySubject = command.subjectId === context.actor.id;
  if (bySubject && command.accepted && !(await hasAccepted(context.trx, draft))) await acceptAll(context, draft);
  const submitted = await changeState(context, draft, {
    action: 'submit',
    facts: { type, tier: draft.tier, until: draft.until_on, workspace: draft.workspace_id, outer: outerId },
    texts: { purpose: draft.purpose },
    ...(bySubject ? {} : { event: 'submitted' as const }),
  });
  return decideAtOnce(context, await enterReview(context, submitted));
}

/** Records the subject's commitments, with an audit entry of their own. */
export async function acceptAll(context: Context, request: RequestRecord): Promise<void> {
  await recordCommitments(context.trx, request, context.clock.now());
  context.audit.push({ ...subjectOf(request), action: 'commitments.accept', outcome: 'done', facts: Object.fromEntries(commitmentsFor(request).map(({ key }) => [key, commitmentVersions[key]])) });
}

/** A direct addition: the requester's own vote for the first stage, where they hold its seat. */
export async function decideAtOnce(context: Context, request: RequestRecord): Promise<RequestRecord> {
  if (request.state !== 'in-review' || !isDirectAddition(request) || context.actor.id !== request.requester_id) return request;
  const facts = await loadSeatFacts(context.trx, request);
  const own = seatsOf(request, facts).find((seat) => seat.stage === 0 && seat.holders.includes(context.actor.id));
  const seat = (await loadSeats(context.trx, request)).find((stored) => stored.stage === 0 && stored.state === 'pending' && stored.role === own?.role);
  return own && seat ? castVote(context, request, seat, 'approve', '', facts) : request;
}
