import type { Context } from '../context/index.js';
import type { RecordKind } from '../records/index.js';
import { isAskedForIn, linkedUntilLimit, loadPlace, untilLimit, type Place, type UntilLimit } from './access-terms.js';
import { commitmentKeys, type CommitmentKey } from './commitments.js';
import { namesOf } from './list-requests.js';
import { requestTypeRules } from './request-types.js';
import { isAccess, type AccessType, type RequestRecord } from './request.js';
import type { ActOnRequest } from './authorise.js';
import { done, type Refusal, type Result } from './results.js';
import { loadSameAccess } from './same-access.js';
import { seatsOf } from './seats.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { openRecords } from './request-gates.js';
import { missingCommitments } from './store.js';
import { viewRequest } from './view-request.js';
import type { SeatRole } from './views.js';
import { membershipOf } from './workspace-membership.js';

/** What asking would mean, for the acting person, before they ask. */
export interface Preview {
  readonly type: AccessType;
  readonly workspace: { readonly id: number; readonly name: string };
  readonly dataset: { readonly id: number; readonly name: string } | null;
  readonly tier: number;
  readonly until: UntilLimit;
  /** The same access that the person has already: asking again is for longer. */
  readonly existing: { readonly requestId: number; readonly untilOn: string } | null;
  /** A second request, for the workspace, would be made too. */
  readonly alsoJoin: boolean;
  /** ISO date on which the membership of the workspace ends, and a dataset's access with it; null while there is none, and for a membership itself. */
  readonly membershipUntil: string | null;
  /** What the person still has to accept. */
  readonly commitments: readonly CommitmentKey[];
  /** What is not on record: the request can be sent, and waits for it. What joining waits for, data in the workspace waits for too. */
  readonly missing: readonly RecordKind[];
  /** Who would decide, stage by stage; no names where a seat is vacant. */
  readonly deciders: readonly Decider[];
  /** Who would decide on joining, where that is asked for too. */
  readonly joinDeciders: readonly Decider[];
}

/** A seat that would be asked, with the names of who may take it; none: it is vacant. */
export interface Decider {
  readonly stage: number;
  readonly role: SeatRole;
  readonly names: readonly string[];
}

/** Why there is nothing to ask for; the request that stands already, where that is the reason. */
export interface PreviewRefusal {
  readonly refused: Refusal;
  readonly requestId?: number;
}

/** Looks ahead; changes nothing and is no command, so it leaves no audit entry. A workspace in whose project the person has no role is `not-found`. */
export async function previewRequest(context: Context, ask: { readonly workspaceId: number; readonly datasetId: number | null }): Promise<Preview | PreviewRefusal> {
  const { trx, actor } = context;
  const type: AccessType = ask.datasetId === null ? 'join-workspace' : 'data-access';
  const place = await loadPlace(context, ask.workspaceId, actor.id);
  if (!place?.role) return { refused: 'not-found' };
  if (place.workspaceState !== 'active' || place.projectState !== 'open') return { refused: 'not-possible' };
  if (!isAskedForIn(place)) return { refused: 'not-classified' };
  if (ask.datasetId !== null && !place.datasets.some(({ id }) => id === ask.datasetId)) return { refused: 'not-in-package' };
  if (!requestTypeRules[type].askedBy.some((role) => role === place.role)) return { refused: 'not-allowed' };
  const standing = await loadSameAccess(trx, { type, subjectId: actor.id, ...ask });
  if (standing.waiting !== null) return { refused: 'already-asked', requestId: standing.waiting };
  const draft = draftOf({ type, tier: place.tier }, place, ask.datasetId, actor.id);
  const membership = await membershipOf(trx, actor.id, place.workspaceId);
  const dataset = ask.datasetId === null ? undefined : await trx.selectFrom('datasets').select(['id', 'name']).where('id', '=', ask.datasetId).executeTakeFirst();
  const alsoJoin = type === 'data-access' && membership === undefined;
  const joining = { ...draft, type: 'join-workspace' as const, dataset_id: null };
  const missing = [...(await missingCommitments(trx, draft)), ...(alsoJoin ? await missingCommitments(trx, joining) : [])];
  const until = alsoJoin ? linkedUntilLimit(context, place, ask.datasetId) : untilLimit(context, type, place, ask.datasetId);
  if (standing.active && standing.active.untilOn >= until.latest) return { refused: 'already-have', requestId: standing.active.requestId };
  return {
    type,
    workspace: { id: place.workspaceId, name: place.workspaceName },
    dataset: dataset ?? null,
    tier: place.tier,
    until,
    existing: standing.active,
    alsoJoin,
    membershipUntil: type === 'data-access' ? (membership?.until_on ?? null) : null,
    commitments: commitmentKeys.filter((key) => missing.includes(key)),
    missing: await openRecords(context, draft),
    deciders: await decidersOf(context, draft),
    joinDeciders: alsoJoin ? await decidersOf(context, joining) : [],
  };
}

/**
 * Who decides on a dataset's access in a workspace, when the acting person asks (`self`) or somebody else does: for people of the project
 * who may not ask themselves. Nobody where nothing can be asked for.
 */
export async function decidersWhen(context: Context, asker: 'self' | 'somebody-else', ask: { readonly workspaceId: number; readonly datasetId: number }): Promise<readonly Decider[]> {
  const place = await loadPlace(context, ask.workspaceId, context.actor.id);
  if (!place?.role || place.workspaceState !== 'active' || !isAskedForIn(place)) return [];
  return decidersOf(context, draftOf({ type: 'data-access', tier: place.tier }, place, ask.datasetId, asker === 'self' ? context.actor.id : ''));
}

/** @param asker directory id; empty for anybody else, of whom no seat is vacant and no stage is satisfied */
function draftOf({ type, tier }: Pick<RequestRecord, 'type' | 'tier'>, place: Place, dataset_id: number | null, asker: string) {
  return { type, tier, requester_id: asker, subject_id: asker, dataset_id, workspace_id: place.workspaceId, project_id: place.projectId, work_package_id: place.packageId };
}

async function decidersOf({ trx }: Context, draft: ReturnType<typeof draftOf>): Promise<readonly Decider[]> {
  const seats = seatsOf(draft, await loadSeatFacts(trx, draft)).filter(({ satisfied }) => !satisfied);
  const names = await namesOf(trx, seats.flatMap(({ holders }) => holders));
  return seats.map((seat) => ({ stage: seat.stage, role: seat.role, names: seat.holders.map((id) => names(id).name) }));
}

/** What a returned request says, and what limits its new terms. */
export interface ResubmissionPreview {
  readonly workspace: { readonly id: number; readonly name: string };
  readonly dataset: { readonly id: number; readonly name: string } | null;
  readonly purpose: string;
  /** ISO date. */
  readonly untilOn: string;
  readonly until: UntilLimit;
  readonly tier: number;
  /** What it was sent back with. */
  readonly comment: string;
  /** Who would be asked again, stage by stage. */
  readonly deciders: readonly Decider[];
}

/** Looks at a request that the acting person may resubmit; changes nothing. */
export async function previewResubmission(context: Context, command: ActOnRequest): Promise<Result<ResubmissionPreview>> {
  const view = await viewRequest(context, command.requestId);
  if (!view) return { kind: 'refused', reason: 'not-found' };
  if (!view.allowed.includes('resubmit')) return { kind: 'refused', reason: 'not-possible' };
  if (view.version !== command.version) return { kind: 'refused', reason: 'outdated' };
  const place = await loadPlace(context, view.workspace.id, context.actor.id);
  if (!place) return { kind: 'refused', reason: 'not-found' };
  const { type, workspace, dataset, purpose, untilOn, tier } = view;
  // What is to be built is asked for again with its own plan.
  if (!isAccess(type)) return { kind: 'refused', reason: 'not-possible' };
  return done({
    workspace,
    dataset,
    purpose,
    untilOn,
    until: untilLimit(context, type, place, dataset?.id ?? null),
    tier,
    comment: view.votes.findLast(({ answer }) => answer === 'return')?.comment ?? '',
    deciders: await decidersOf(context, { ...draftOf({ type, tier }, place, dataset?.id ?? null, view.requester.id), subject_id: view.subject.id }),
  });
}
