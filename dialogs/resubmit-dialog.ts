import { randomUUID } from 'node:crypto';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { z } from 'zod';
import { noticeCard, noticeOfRefusal, requestCard, termsCard, type DialogError } from '../cards/index.js';
import { done, previewResubmission, resubmitRequest, viewRequest, type Refusal } from '../services/requests/index.js';
import { dialogTurnOf, type DialogTurn } from './dialog-turn.js';
import { readTerms } from './read-terms.js';

const resubmitState = z.object({
  instance: z.uuid(),
  requestId: z.number().int(),
  version: z.number().int(),
  purpose: z.string(),
  untilTyped: z.string().nullable(),
  untilOn: z.string().nullable(),
});
type ResubmitState = z.output<typeof resubmitState>;

export const resubmitOptions = z.object({ requestId: z.number().int(), version: z.number().int() });

/** Answering a return: the terms once more, as they stood, then the request goes round again. */
export class ResubmitDialog extends Dialog {
  static readonly dialogId = 'resubmit';

  constructor() {
    super(ResubmitDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const { requestId, version } = resubmitOptions.parse(options);
    const preview = await turn.run((context) => previewResubmission(context, { requestId, version }));
    if (preview.kind === 'refused') return this.refuse(dc, turn, preview.reason, requestId);
    const state: ResubmitState = { instance: randomUUID(), requestId, version, purpose: preview.value.purpose, untilTyped: null, untilOn: null };
    return this.stay(dc, turn, state);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = resubmitState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'again' || input.kind === 'back' || (input.kind === 'button' && (input.instance !== state.instance || input.step !== 'terms' || input.button === 'back'))) {
      return this.stay(dc, turn, state);
    }
    const read = await turn.run(async (context) => {
      const preview = await previewResubmission(context, state);
      // Typed words answer with a date: the purpose stands already.
      return preview.kind === 'refused' ? preview : { kind: 'read' as const, ...readTerms(context, state, input, preview.value.until) };
    });
    if (read.kind === 'refused') return this.refuse(dc, turn, read.reason, state.requestId);
    const { terms } = read;
    if (read.error !== undefined || terms.untilOn === null) {
      return this.stay(dc, turn, { ...state, ...terms }, read.error, read.limit);
    }
    const untilOn = terms.untilOn;
    const sent = await turn.conclude(async (context) => {
      const result = await resubmitRequest(context, { requestId: state.requestId, version: state.version, purpose: terms.purpose, untilOn });
      return result.kind === 'refused' ? result : done(await viewRequest(context, state.requestId));
    });
    if (sent.kind === 'refused') return this.refuse(dc, turn, sent.reason, state.requestId);
    if (sent.value) turn.show(requestCard(sent.value, turn.format), { requestId: sent.value.id });
    return dc.endDialog();
  }

  private async stay(dc: DialogContext, turn: DialogTurn, state: ResubmitState, error?: DialogError, limit?: string): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = state;
    const preview = await turn.run((context) => previewResubmission(context, state));
    if (preview.kind === 'refused') return this.refuse(dc, turn, preview.reason, state.requestId);
    const { dataset, workspace, until, untilOn } = preview.value;
    turn.show(
      termsCard(
        {
          dialog: 'resubmit',
          instance: state.instance,
          stepNumber: 1,
          steps: 1,
          ...(error === undefined ? {} : { error }),
          ...(limit === undefined ? {} : { limit }),
          dataset,
          workspace,
          purpose: state.purpose,
          ...(state.untilTyped === null ? {} : { until: state.untilTyped }),
          ...until,
          offered: untilOn < until.latest ? untilOn : until.latest,
        },
        turn.format,
      ),
    );
    return Dialog.EndOfTurn;
  }

  private refuse(dc: DialogContext, turn: DialogTurn, reason: Refusal, requestId: number): Promise<DialogTurnResult> {
    turn.show(noticeCard({ notice: noticeOfRefusal(reason), ...(reason === 'not-found' ? {} : { requestId }) }, turn.format));
    return dc.endDialog();
  }
}
