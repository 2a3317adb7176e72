import type { Context } from '../context/index.js';
import { linkedUntilLimit, loadPlace, untilLimit, type Place, type UntilLimit } from './access-terms.js';
import { commitmentsFor, type CommitmentKey } from './commitments.js';
import { namesOf } from './list-requests.js';
import { requestTypeRules } from './request-types.js';
import type { RequestRecord, RequestType } from './request.js';
import type { ActOnRequest } from './authorise.js';
import { done, type Refusal, type Result } from './results.js';
import { seatsOf } from './seats.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { hasAccepted, hasCurrentTraining } from './store.js';
import { viewRequest } from './view-request.js';
import type { SeatRole } from './views.js';
import { membershipOf } from './workspace-membership.js';

/** What asking would mean, for the acting person, before they ask. */
export interface Preview {
  readonly type: RequestType;
  readonly workspace: { readonly id: number; readonly name: string };
  readonly dataset: { readonly id: number; readonly name: string } | null;
  readonly tier: number;
  readonly until: UntilLimit;
  /** A second request, for the workspace, would be made too. */
  readonly alsoJoin: boolean;
  /** What the person still has to accept. */
  readonly commitments: readonly CommitmentKey[];
  readonly trainingMissing: boolean;
  /** Who would decide, stage by stage; no names where a seat is vacant. */
  readonly deciders: readonly Decider[];
}

/** A seat that would be asked, with the names of who may take it; none: it is vacant. */
export interface Decider {
  readonly stage: number;
  readonly role: SeatRole;
  readonly names: readonly string[];
}

/** Looks ahead; changes nothing and is no command, so it leaves no audit entry. A workspace in whose project the person has no role is `not-found`. */
export async function previewRequest(context: Context, ask: { readonly workspaceId: number; readonly datasetId: number | null }): Promise<Preview | Refusal> {
  const { trx, actor } = context;
  const type: RequestType = ask.datasetId === null ? 'join-workspace' : 'data-access';
  const place = await loadPlace(context, ask.workspaceId, actor.id);
  if (!place?.role) return 'not-found';
  if (place.workspaceState !== 'active' || place.projectState !== 'open') return 'not-possible';
  if (place.packageState !== 'classified' || place.tier === null || place.tier > 3) return 'not-classified';
  if (ask.datasetId !== null && !place.datasets.some(({ id }) => id === ask.datasetId)) return 'not-in-package';
  if (!requestTypeRules[type].askedBy.some((role) => role === place.role)) return 'not-allowed';
  const draft = draftOf({ type, tier: place.tier }, place, ask.datasetId, actor.id);
  const membership = await membershipOf(trx, actor.id, place.workspaceId);
  const dataset = ask.datasetId === null ? undefined : await trx.selectFrom('datasets').select(['id', 'name']).where('id', '=', ask.datasetId).executeTakeFirst();
  const alsoJoin = type === 'data-access' && membership === undefined;
  const accepted = (await hasAccepted(trx, draft)) && (!alsoJoin || (await hasAccepted(trx, { ...draft, type: 'join-workspace', dataset_id: null })));
  return {
    type,
    workspace: { id: place.workspaceId, name: place.workspaceName },
    dataset: dataset ?? null,
    tier: place.tier,
    until: alsoJoin ? linkedUntilLimit(context, place, ask.datasetId) : untilLimit(context, type, place, ask.datasetId),
    alsoJoin,
    commitments: accepted ? [] : commitmentsFor(draft).map(({ key }) => key),
    trainingMissing: !(await hasCurrentTraining(context, actor.id)),
    deciders: await decidersOf(context, draft),
  };
}

/**
 * Who decides on a dataset's access in a workspace when somebody else asks: for people of the project who may not ask themselves.
 * Nobody where nothing can be asked for.
 */
export async function decidersForOthers(context: Context, ask: { readonly workspaceId: number; readonly datasetId: number }): Promise<readonly Decider[]> {
  const place = await loadPlace(context, ask.workspaceId, context.actor.id);
  if (!place?.role || place.workspaceState !== 'active' || place.packageState !== 'classified' || place.tier === null || place.tier > 3) return [];
  return decidersOf(context, draftOf({ type: 'data-access', tier: place.tier }, place, ask.datasetId, ''));
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
}

/** Looks at a request that the acting person may resubmit; changes nothing. */
export async function previewResubmission(context: Context, command: ActOnRequest): Promise<Result<ResubmissionPreview>> {
  const view = await viewRequest(context, command.requestId);
  if (!view) return { kind: 'refused', reason: 'not-found' };
  if (!view.allowed.includes('resubmit')) return { kind: 'refused', reason: 'not-possible' };
  if (view.version !== command.version) return { kind: 'refused', reason: 'outdated' };
  const place = await loadPlace(context, view.workspace.id, context.actor.id);
  if (!place) return { kind: 'refused', reason: 'not-found' };
  return done({ workspace: view.workspace, dataset: view.dataset, purpose: view.purpose, untilOn: view.untilOn, until: untilLimit(context, view.type, place, view.dataset?.id ?? null) });
}
