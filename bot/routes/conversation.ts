import type { TurnContext } from 'botbuilder';
import { approvalCard, approvalsCard, datasetCard, datasetListCard, helpCard, historyCard, myRequestsCard, noticeCard, noticeOfRefusal, requestCard, sureCard } from '../../cards/index.js';
import { AskDialog, FormDialog, ResubmitDialog, type FormStart } from '../../dialogs/index.js';
import { searchDatasets, viewDataset } from '../../services/catalogue/index.js';
import { listToClassify } from '../../services/classification/index.js';
import {
  countApprovals,
  isAccess,
  listApprovals,
  listMyRequests,
  requestHistory,
  type ActOnRequest,
  type RequestRecord,
  type Result,
} from '../../services/requests/index.js';
import { viewWholeRequest, type RequestWithPlan } from '../../services/workspaces/index.js';
import type { Context } from '../../services/context/index.js';
import type { DialogRunner } from '../dialog-runner.js';
import { turnOf, type Shows, type Turn } from '../turn.js';

/** Where an answer goes: in place of the card that was used, or below it as a message of its own. */
export type Place = 'answer' | 'say';

/** What people can see and do, whether they typed it or pressed a button. */
export class Conversation {
  constructor(private readonly dialogs: DialogRunner) {}

  async help(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const [pendingApprovals, toClassify] = await turn.run(async (work) => [await countApprovals(work), (await listToClassify(work)).length] as const);
    await turn.say(helpCard({ pendingApprovals, toClassify, dialogOpen: await this.dialogs.isRunning(context) }, turn.format));
  }

  async datasets(context: TurnContext, query: string, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    const found = await turn.run((work) => searchDatasets(work, query, page));
    await turn[place](datasetListCard({ query, page: found }, turn.format));
  }

  async dataset(context: TurnContext, datasetId: number): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewDataset(work, datasetId));
    await turn.say(view ? datasetCard(view, turn.format) : noticeCard({ notice: 'not-found' }, turn.format));
  }

  async myRequests(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    const found = await turn.run((work) => listMyRequests(work, page));
    await turn[place](myRequestsCard(found, turn.format, turn.actor.id));
  }

  async approvals(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    const found = await turn.run((work) => listApprovals(work, page));
    await turn[place](approvalsCard(found, turn.format, turn.actor.id));
  }

  async request(context: TurnContext, requestId: number): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewWholeRequest(work, requestId));
    if (!view) return turn.say(noticeCard({ notice: 'not-found' }, turn.format));
    const shown = cardFor(turn, view);
    await turn.say(shown.card, shown.shows);
  }

  async history(context: TurnContext, requestId: number, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run((work) => requestHistory(work, requestId, page));
    if (result.kind === 'refused') return turn[place](noticeCard({ notice: noticeOfRefusal(result.reason) }, turn.format));
    await turn[place](historyCard({ requestId, ...result.value }, turn.format));
  }

  ask(context: TurnContext, options: { readonly kind: 'data' | 'join'; readonly datasetId?: number; readonly workspaceId?: number }): Promise<boolean> {
    return this.dialogs.run(context, { kind: 'begin', dialog: AskDialog.dialogId, options });
  }

  /** What is to be built is asked for again with its own form. */
  async resubmit(context: TurnContext, command: { readonly requestId: number; readonly version: number }): Promise<boolean> {
    const view = await turnOf(context).run((work) => viewWholeRequest(work, command.requestId));
    if (view && !isAccess(view.type)) return this.form(context, { form: 'request-workspace', about: { packageId: view.workPackage.id, requestId: command.requestId, version: command.version } });
    return this.dialogs.run(context, { kind: 'begin', dialog: ResubmitDialog.dialogId, options: command });
  }

  form(context: TurnContext, options: FormStart): Promise<boolean> {
    return this.dialogs.run(context, { kind: 'begin', dialog: FormDialog.dialogId, options });
  }

  /**
   * Runs a use case on a request and answers with the request as it stands now; a refusal is said besides, so that a stale card is
   * replaced by the current one.
   */
  async act(context: TurnContext, requestId: number, useCase: (work: Context) => Promise<Result<RequestRecord>>): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run(useCase);
    const view = await turn.run((work) => viewWholeRequest(work, requestId));
    if (result.kind === 'refused') {
      const notice = noticeCard({ notice: noticeOfRefusal(result.reason), ...(view ? { requestId } : {}) }, turn.format);
      if (!view || result.reason === 'comment-needed') return turn.say(notice);
      await turn.say(notice);
    }
    if (!view) return turn.answer(noticeCard({ notice: 'not-found' }, turn.format));
    const shown = cardFor(turn, view);
    await turn.answer(shown.card, shown.shows);
  }

  /**
   * What somebody typed that cannot be taken back: it is asked about once more, with what else would end. Where they may not, the use case
   * says so, and puts it on record.
   */
  async actAfterAsking(context: TurnContext, requestId: number, action: 'withdraw' | 'leave', useCase: (work: Context, command: ActOnRequest) => Promise<Result<RequestRecord>>): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewWholeRequest(work, requestId));
    if (view?.allowed.includes(action)) return turn.say(sureCard(view, action, turn.format, turn.actor.id));
    await this.act(context, requestId, (work) => useCase(work, { requestId, version: view?.version ?? 1 }));
  }
}

/** Who asked sees their request; whoever else is concerned sees the card to decide on. */
export function cardFor(turn: Pick<Turn, 'actor' | 'format'>, view: RequestWithPlan): { readonly card: ReturnType<typeof requestCard>; readonly shows: Shows } {
  const own = view.requester.id === turn.actor.id || view.subject.id === turn.actor.id;
  return own
    ? { card: requestCard(view, turn.format, turn.actor.id), shows: { about: { type: 'request', id: view.id }, card: 'request' } }
    : { card: approvalCard(view, turn.format, turn.actor.id), shows: { about: { type: 'request', id: view.id }, card: 'approval' } };
}
