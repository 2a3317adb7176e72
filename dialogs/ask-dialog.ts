import { randomUUID } from 'node:crypto';
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import {
  chooseDatasetCard,
  chooseWorkspaceCard,
  confirmCard,
  noticeCard,
  noticeOfRefusal,
  requestCard,
  termsCard,
  type Card,
  type DialogPlace,
} from '../cards/index.js';
import { listAskableDatasets, viewDataset } from '../services/catalogue/index.js';
import { endOfDay, localDate, type Context } from '../services/context/index.js';
import { askForAccess, done, refuseAsking, viewRequest, type Preview } from '../services/requests/index.js';
import { planAsking, previewOf, workspaceChoices, type Nowhere } from './ask-plan.js';
import { askOptions, askState, type AskState } from './ask-state.js';
import { choose } from './choose.js';
import { dialogTurnOf, type Answer, type DialogTurn, type Problem } from './dialog-turn.js';
import { readTerms } from './read-terms.js';
import { sends } from './sends.js';

/** Asking for a dataset or a workspace: dataset, workspace, what for and until when, everything once more. Steps whose answer is known are not asked. */
export class AskDialog extends Dialog {
  static readonly dialogId = 'ask';

  constructor() {
    super(AskDialog.dialogId);
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const wanted = askOptions.parse(options ?? {});
    const start: AskState = {
      instance: randomUUID(),
      kind: wanted.kind,
      steps: ['confirm'],
      at: 0,
      datasetId: wanted.datasetId ?? null,
      workspaceId: wanted.workspaceId ?? null,
      purpose: '',
      untilTyped: null,
      untilOn: null,
    };
    const planned = await turn.run((context) => planAsking(context, start));
    if ('refused' in planned) return this.end(dc, turn, start, planned);
    return this.stay(dc, turn, planned.state, {}, planned.preview);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dialogTurnOf(dc.context);
    const state = askState.parse(dc.activeDialog?.state);
    const { input } = turn;
    if (input.kind === 'again') return this.stay(dc, turn, state);
    if (input.kind === 'button' && input.step !== state.steps[state.at]) return this.stay(dc, turn, state);
    if (input.kind === 'back' || (input.kind === 'button' && input.button === 'back')) return this.stay(dc, turn, { ...state, at: Math.max(0, state.at - 1) });
    const step = state.steps[state.at];
    switch (step) {
      case 'dataset':
        return this.takeDataset(dc, turn, state, input);
      case 'workspace':
        return this.takeWorkspace(dc, turn, state, input);
      case 'terms':
        return this.takeTerms(dc, turn, state, input);
      case 'confirm':
        return this.takeConsent(dc, turn, state, input);
      case undefined:
        return dc.endDialog();
      default:
        return step satisfies never;
    }
  }

  private async takeDataset(dc: DialogContext, turn: DialogTurn, state: AskState, input: Answer): Promise<DialogTurnResult> {
    const choices = await turn.run(listAskableDatasets);
    const found = choose(choices, input, 'dataset');
    if (typeof found === 'string') return this.stay(dc, turn, state, { error: found });
    const chosen = { ...state, datasetId: found.id, workspaceId: null };
    const planned = await turn.run((context) => planAsking(context, chosen));
    if ('refused' in planned) return this.end(dc, turn, chosen, planned);
    // The dataset's step stays in the plan, so that one can go back to it.
    return this.stay(dc, turn, { ...planned.state, steps: ['dataset', ...planned.state.steps], at: 1 }, {}, planned.preview);
  }

  private async takeWorkspace(dc: DialogContext, turn: DialogTurn, state: AskState, input: Answer): Promise<DialogTurnResult> {
    const choices = await turn.run((context) => workspaceChoices(context, state));
    const found = choose(choices, input, 'workspace');
    if (typeof found === 'string') return this.stay(dc, turn, state, { error: found });
    return this.stay(dc, turn, { ...state, workspaceId: found.id, at: state.at + 1 });
  }

  private async takeTerms(dc: DialogContext, turn: DialogTurn, state: AskState, input: Answer): Promise<DialogTurnResult> {
    const read = await turn.run(async (context) => {
      const preview = await previewOf(context, state);
      return 'refused' in preview ? preview : { preview, ...readTerms(context, state, input, preview) };
    });
    if ('refused' in read) return this.end(dc, turn, state, read);
    const next = { ...state, ...read.terms };
    if (read.error === undefined) return this.stay(dc, turn, { ...next, at: state.at + 1 }, {}, read.preview);
    return this.stay(dc, turn, next, { error: read.error, ...(read.limit === undefined ? {} : { limit: read.limit }) }, read.preview);
  }

  private async takeConsent(dc: DialogContext, turn: DialogTurn, state: AskState, input: Answer): Promise<DialogTurnResult> {
    const { workspaceId, untilOn } = state;
    if (workspaceId === null || untilOn === null) return this.stay(dc, turn, { ...state, at: 0 });
    const preview = await turn.run((context) => previewOf(context, state));
    if ('refused' in preview) return this.end(dc, turn, state, preview);
    const accepted = input.kind === 'text' ? sends(input) : preview.commitments.every((key) => input.values[`commitment-${key}`] === 'true');
    if (!accepted) return this.stay(dc, turn, state, { error: preview.commitments.length > 0 ? 'commitments-needed' : 'send-or-cancel' }, preview);
    const command = { workspaceId, datasetId: state.kind === 'join' ? null : state.datasetId, purpose: state.purpose, untilOn, accepted: true, alsoJoin: preview.alsoJoin };
    const asked = await turn.conclude(async (context) => {
      const result = await askForAccess(context, { ...command, subjectId: context.actor.id });
      if (result.kind === 'refused') return result;
      const { request, outer } = result.value;
      return done({ inner: await viewRequest(context, request.id), outer: outer ? await viewRequest(context, outer.id) : undefined });
    });
    if (asked.kind === 'refused') {
      turn.show(
        noticeCard(
          { notice: noticeOfRefusal(asked.reason), values: asked.limit === undefined ? {} : { limit: asked.limit }, ...(asked.requestId === undefined ? {} : { requestId: asked.requestId }) },
          turn.format,
        ),
      );
      return dc.endDialog();
    }
    const { inner, outer } = asked.value;
    if (inner) turn.show(requestCard(inner, turn.format, inner.requester.id), { type: 'request', id: inner.id });
    if (outer) turn.add(requestCard(outer, turn.format, outer.requester.id), { type: 'request', id: outer.id });
    return dc.endDialog();
  }

  /** Stores the state and shows the card of its step; `preview` where this turn has looked ahead already. */
  private async stay(dc: DialogContext, turn: DialogTurn, state: AskState, problem: Problem = {}, preview?: Preview): Promise<DialogTurnResult> {
    if (dc.activeDialog) dc.activeDialog.state = state;
    const place: DialogPlace = { dialog: 'ask', instance: state.instance, stepNumber: state.at + 1, steps: state.steps.length, ...problem };
    const shown = await turn.run((context) => cardOf(context, turn, state, place, preview));
    if ('refused' in shown) return this.end(dc, turn, state, shown);
    turn.show(shown);
    return Dialog.EndOfTurn;
  }

  /** Asking leads nowhere: said, and on record. */
  private async end(dc: DialogContext, turn: DialogTurn, state: AskState, { refused, requestId, names = [] }: Nowhere): Promise<DialogTurnResult> {
    await turn.conclude((context) => Promise.resolve(refuseAsking(context, state, refused)));
    turn.show(noticeCard({ notice: noticeOfRefusal(refused), values: { names }, ...(requestId === undefined ? {} : { requestId }) }, turn.format));
    return dc.endDialog();
  }
}

async function cardOf(context: Context, turn: DialogTurn, state: AskState, place: DialogPlace, known?: Preview): Promise<Card | Nowhere> {
  const step = state.steps[state.at];
  if (step === 'dataset') {
    const choices = await listAskableDatasets(context);
    return chooseDatasetCard({ ...place, choices, ...(state.datasetId === null ? {} : { chosen: state.datasetId }) }, turn.format);
  }
  if (step === 'workspace') {
    const choices = await workspaceChoices(context, state);
    const dataset = state.datasetId === null ? undefined : await viewDataset(context, state.datasetId);
    return chooseWorkspaceCard({ ...place, dataset: dataset ?? null, choices, ...(state.workspaceId === null ? {} : { chosen: state.workspaceId }) }, turn.format);
  }
  const preview = known ?? (await previewOf(context, state));
  if ('refused' in preview) return preview;
  if (step === 'terms' || state.untilOn === null) {
    const { dataset, workspace, existing, until } = preview;
    return termsCard({ ...place, dataset, workspace, existing, purpose: state.purpose, ...(state.untilTyped === null ? {} : { until: state.untilTyped }), ...until }, turn.format);
  }
  return confirmCard(
    {
      ...place,
      dataset: preview.dataset,
      workspace: preview.workspace,
      tier: preview.tier,
      purpose: state.purpose,
      untilOn: state.untilOn,
      endsAt: endOfDay(context.organisation, state.untilOn),
      today: localDate(context.organisation, context.clock.now()),
      decides: preview.deciders,
      alsoJoin: preview.alsoJoin,
      joinDecides: preview.joinDeciders,
      membershipUntil: preview.membershipUntil,
      missing: preview.missing,
      commitments: preview.commitments.map((key) => ({ key, accepted: false })),
    },
    turn.format,
  );
}

