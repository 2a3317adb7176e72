import type { TurnContext } from 'botbuilder';
import { noticeCard, parseCardAction, type CardAction } from '../../cards/index.js';
import { abandonRequest, acceptCommitments, decideRequest, leaveAccess, retryRequest, revokeAccess, withdrawRequest } from '../../services/requests/index.js';
import { viewWholeRequest } from '../../services/workspaces/index.js';
import { turnOf } from '../turn.js';
import { cardFor, type Place } from './conversation.js';
import { isPackageAction } from './packages.js';
import { isProjectView } from './projects.js';
import { isRecordAction } from './records.js';
import { isWorkspaceAction } from './workspaces.js';
import type { Rooms } from './rooms.js';

const placeOf = ({ renew }: { readonly renew?: true | undefined }): Place => (renew ? 'answer' : 'say');

/** Buttons of cards. Who acts is the authenticated sender; what is acted on is loaded; nothing that a card says beyond ids and version is used. */
export class CardActions {
  constructor(private readonly rooms: Rooms) {}

  async handle(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const parsed = parseCardAction(context.activity.value);
    if (!parsed.ok) {
      await turn.run((work) => Promise.resolve(work.audit.push({ action: 'card.act', outcome: 'refused', reason: parsed.fault, objectType: 'activity', objectId: parsed.verb ?? 'unknown' })));
      return turn.say(noticeCard({ notice: parsed.fault }, turn.format));
    }
    // A card that renews itself must not change anything.
    if (parsed.automatic) return this.renew(context, parsed.action);
    await this.run(context, parsed.action);
  }

  private async renew(context: TurnContext, action: CardAction): Promise<void> {
    if (!('requestId' in action) || action.requestId === undefined) return;
    const { requestId } = action;
    const turn = turnOf(context);
    const view = await turn.run((work) => viewWholeRequest(work, requestId));
    if (!view) return;
    const shown = cardFor(turn, view);
    await turn.answer(shown.card, shown.shows);
  }

  private async run(context: TurnContext, action: CardAction): Promise<void> {
    const { conversation } = this.rooms;
    if (isPackageAction(action)) return this.rooms.packages.run(context, action);
    if (isProjectView(action)) return this.rooms.projects.run(context, action);
    if (isWorkspaceAction(action)) return this.rooms.workspaces.run(context, action);
    if (isRecordAction(action)) return this.rooms.records.run(context, action);
    switch (action.verb) {
      case 'request.approve':
      case 'request.deny':
      case 'request.return': {
        const { requestId, version, comment = '' } = action;
        const answer = action.verb === 'request.approve' ? 'approve' : action.verb === 'request.deny' ? 'deny' : 'return';
        return conversation.act(context, requestId, (work) => decideRequest(work, { requestId, version, answer, comment }));
      }
      case 'request.withdraw':
        return conversation.act(context, action.requestId, (work) => withdrawRequest(work, action));
      case 'request.leave':
        return conversation.act(context, action.requestId, (work) => leaveAccess(work, action));
      case 'request.revoke':
        return conversation.act(context, action.requestId, (work) => revokeAccess(work, action));
      case 'request.retry':
        return conversation.act(context, action.requestId, (work) => retryRequest(work, action));
      case 'request.abandon':
        return conversation.act(context, action.requestId, (work) => abandonRequest(work, action));
      case 'request.accept-commitments':
        return conversation.act(context, action.requestId, (work) => acceptCommitments(work, action));
      case 'request.resubmit':
        await conversation.resubmit(context, action);
        return;
      case 'request.sign-in':
        return this.rooms.signIn.offer(context, action.requestId);
      case 'request.show':
        return conversation.request(context, action.requestId);
      case 'request.history':
        return conversation.history(context, action.requestId, action.page ?? 1, action.page === undefined ? 'say' : 'answer');
      case 'requests.list':
        return conversation.myRequests(context, action.page, placeOf(action));
      case 'approvals.list':
        return conversation.approvals(context, action.page, placeOf(action));
      case 'dataset.show':
        return conversation.dataset(context, action.datasetId);
      case 'datasets.list':
        return conversation.datasets(context, action.query, action.page, placeOf(action));
      case 'ask.start': {
        const { datasetId, workspaceId } = action;
        const kind = datasetId === undefined && workspaceId !== undefined ? 'join' : 'data';
        await conversation.ask(context, { kind, ...(datasetId === undefined ? {} : { datasetId }), ...(workspaceId === undefined ? {} : { workspaceId }) });
        return;
      }
      case 'form.start': {
        const { verb: _verb, form, ...about } = action;
        await conversation.form(context, { form, about });
        return;
      }
      case 'help.show':
        return conversation.help(context);
      case 'dialog.next':
      case 'dialog.back':
      case 'dialog.cancel':
        return this.step(context, action);
      default:
        return action satisfies never;
    }
  }

  private async step(context: TurnContext, action: Extract<CardAction, { instance: string }>): Promise<void> {
    const turn = turnOf(context);
    const { verb, instance, step, dialog: _dialog, fields, ...rest } = action;
    const values = { ...rest, ...fields };
    const handled =
      verb === 'dialog.cancel'
        ? await this.rooms.dialogs.run(context, { kind: 'cancel', instance })
        : await this.rooms.dialogs.run(context, { kind: 'continue', input: { kind: 'button', button: verb === 'dialog.back' ? 'back' : 'next', instance, step, values } });
    if (!handled) await turn.answer(noticeCard({ notice: 'dialog-over' }, turn.format));
  }
}
