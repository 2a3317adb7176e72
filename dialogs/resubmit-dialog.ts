import { randomUUID } from 'node:crypto';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { z } from 'zod';
import { confirmCard, noticeCard, noticeOfRefusal, requestCard, termsCard, type Card, type DialogPlace } from '../cards/index.js';
import { endOfDay, localDate, type Context } from '../services/context/index.js';
import { done, previewResubmission, refuseToBegin, resubmitRequest, viewRequest, type Refusal, type ResubmissionPreview } from '../services/requests/index.js';
import { dialogTurnOf, type DialogTurn, type Problem } from './dialog-turn.js';
import { readTerms } from './read-terms.js';
import { sends } from './sends.js';

const steps = ['terms', 'confirm'] as const;

const resubmitState = z.object({
  instance: z.uuid(),
  step: z.enum(steps),
  requestId: z.number().int(),
  version: z.number().int(),
  purpose: z.string(),
  untilTyped: z.string().nullable(),
  untilOn: z.string().nullable(),
});
type ResubmitState = z.output<typeof resubmitState>;

export const resubmitOptions = z.object({ requestId: z.number().int(), version: z.number().int() });

/** Answering a return: what it was sent back with and the terms as they stood, everything once more, then the request goes round again. */
export class ResubmitDialog extends Dialog {
  static readonly dialogId = 'resubmit';

  constructor() {
    super(ResubmitDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const { requestId, version } = resubmitOptions.parse(options);
    const preview = await turn.run((context) => previewResubmission(context, { requestId, version }));
    if (preview.kind === 'refused') return this.giveUp(dc, turn, preview.reason, requestId);
    const state: ResubmitState = { instance: randomUUID(), step: 'terms', requestId, version, purpose: preview.value.purpose, untilTyped: null, untilOn: null };
    return this.stay(dc, turn, state, {}, preview.value);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = resubmitState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'again' || (input.kind === 'button' && input.step !== state.step)) return this.stay(dc, turn, state);
    if (input.kind === 'back' || (input.kind === 'button' && input.button === 'back')) return this.stay(dc, turn, { ...state, step: 'terms' });
    if (state.step === 'confirm') return sends(input) ? this.send(dc, turn, state) : this.stay(dc, turn, state, { error: 'send-or-cancel' });
    const read = await turn.run(async (context) => {
      const preview = await previewResubmission(context, state);
      // Typed words answer with a date: the purpose stands already.
      return preview.kind === 'refused' ? preview : { kind: 'read' as const, preview: preview.value, ...readTerms(context, state, input, { until: preview.value.until, existing: null }) };
    });
    if (read.kind === 'refused') return this.giveUp(dc, turn, read.reason, state.requestId);
    if (read.error === undefined) return this.stay(dc, turn, { ...state, ...read.terms, step: 'confirm' }, {}, read.preview);
    return this.stay(dc, turn, { ...state, ...read.terms }, { error: read.error, ...(read.limit === undefined ? {} : { limit: read.limit }) }, read.preview);
  }

  private async send(dc: DialogContext, turn: DialogTurn, state: ResubmitState): Promise<DialogTurnResult> {
    const { requestId, version, purpose, untilOn } = state;
    if (untilOn === null) return this.stay(dc, turn, { ...state, step: 'terms' });
    const sent = await turn.conclude(async (context) => {
      const result = await resubmitRequest(context, { requestId, version, purpose, untilOn });
      return result.kind === 'refused' ? result : done(await viewRequest(context, requestId));
    });
    if (sent.kind === 'refused') return this.refuse(dc, turn, sent.reason, requestId);
    if (sent.value) turn.show(requestCard(sent.value, turn.format, sent.value.requester.id), { type: 'request', id: requestId });
    return dc.endDialog();
  }

  /** Stores the state and shows the card of its step; `known` where this turn has looked ahead already. */
  private async stay(dc: DialogContext, turn: DialogTurn, state: ResubmitState, problem: Problem = {}, known?: ResubmissionPreview): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = state;
    const place: DialogPlace = { dialog: 'resubmit', instance: state.instance, stepNumber: steps.indexOf(state.step) + 1, steps: steps.length, ...problem };
    const shown = await turn.run(async (context) => {
      const preview = known ? done(known) : await previewResubmission(context, state);
      return preview.kind === 'refused' ? preview : done(cardOf(context, turn, state, place, preview.value));
    });
    if (shown.kind === 'refused') return this.giveUp(dc, turn, shown.reason, state.requestId);
    turn.show(shown.value);
    return Dialog.EndOfTurn;
  }

  /** Nothing was sent, since it can lead nowhere: said, and on record. */
  private async giveUp(dc: DialogContext, turn: DialogTurn, reason: Refusal, requestId: number): Promise<DialogTurnResult> {
    await turn.conclude((context) => Promise.resolve(refuseToBegin(context, 'resubmit', requestId, reason)));
    return this.refuse(dc, turn, reason, requestId);
  }

  private refuse(dc: DialogContext, turn: DialogTurn, reason: Refusal, requestId: number): Promise<DialogTurnResult> {
    turn.show(noticeCard({ notice: noticeOfRefusal(reason), ...(reason === 'not-found' ? {} : { requestId }) }, turn.format));
    return dc.endDialog();
  }
}

function cardOf(context: Context, turn: DialogTurn, state: ResubmitState, place: DialogPlace, preview: ResubmissionPreview): Card {
  const { dataset, workspace, tier, until, untilOn: before, comment, deciders } = preview;
  const { purpose, untilTyped, untilOn } = state;
  if (state.step === 'confirm' && untilOn !== null) {
    return confirmCard(
      {
        ...place,
        dataset,
        workspace,
        tier,
        purpose,
        untilOn,
        endsAt: endOfDay(context.organisation, untilOn),
        today: localDate(context.organisation, context.clock.now()),
        decides: deciders,
        alsoJoin: false,
        joinDecides: [],
        membershipUntil: null,
        missing: [],
        commitments: [],
      },
      turn.format,
    );
  }
  const offered = before < until.latest ? before : until.latest;
  return termsCard(
    { ...place, dataset, workspace, purpose, existing: null, ...(comment === '' ? {} : { comment }), ...(untilTyped === null ? {} : { until: untilTyped }), ...until, offered },
    turn.format,
  );
}
