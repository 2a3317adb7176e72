import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { DialogContextError, DialogSet, type DialogContext, type DialogState } from 'botbuilder-dialogs';
import { noticeCard, wording, type Card, type NoticeKey } from '../cards/index.js';
import { AskDialog, FlowchartDialog, FormDialog, Overtaken, ResubmitDialog, setDialogTurn, type DialogInput, type Shows } from '../dialogs/index.js';
import type { Flowcharts } from '../services/classification/index.js';
import type { PeopleFinder } from '../services/projects/index.js';
import type { Building } from '../services/workspaces/index.js';
import type { ConversationStates } from './state/conversation-state.js';
import { turnOf } from './turn.js';

/** How a turn meets the dialogs: begin one, go on with the one that runs, or end it, by words or by the button of a card that names its run. */
export type DialogStep =
  | { readonly kind: 'begin'; readonly dialog: string; readonly options: object }
  | { readonly kind: 'continue'; readonly input: DialogInput }
  | { readonly kind: 'cancel'; readonly instance?: string };

/** Runs dialogs over the state in the database. Cards go out only after the state is stored: of two turns at once one is told to look again. */
export class DialogRunner {
  constructor(
    private readonly states: ConversationStates,
    private readonly flowcharts: Flowcharts,
    private readonly people: PeopleFinder,
    private readonly building: Building,
  ) {}

  /** True when a dialog of this person waits for an answer in this conversation. */
  async isRunning(context: TurnContext): Promise<boolean> {
    return stackOf((await this.states.load(keyOf(context)))?.state).length > 0;
  }

  /**
   * One step of a dialog.
   * @returns false when there was no dialog to go on with or to cancel, or another than the card's; then nothing was said
   */
  async run(context: TurnContext, step: DialogStep): Promise<boolean> {
    const turn = turnOf(context);
    const key = keyOf(context);
    const read = await this.states.load(key);
    const running = stackOf(read?.state).length > 0;
    if (step.kind !== 'begin' && (!running || !isMeantFor(step, stackOf(read?.state)))) return false;

    const version = read?.version ?? 0;
    const farewell = farewellOf(stackOf(read?.state));
    const state: DialogState = { dialogStack: stackOf(read?.state) };
    let stored = false;
    const shown: { readonly card: Card; readonly shows: Shows | undefined; readonly place: 'answer' | 'say' }[] = [];
    setDialogTurn(context, {
      format: turn.format,
      input: step.kind === 'continue' ? step.input : { kind: 'again' },
      people: this.people,
      building: this.building,
      run: (useCase) => turn.run(useCase),
      conclude: async (useCase) => {
        const result = await turn.run(async (work) => {
          // Held first: the second of two clicks learns that it was second before it does anything that would be refused and recorded.
          if (!(await this.states.hold(key, version, work.trx))) throw new Overtaken();
          const inner = await useCase(work);
          if (inner.kind !== 'refused' && !(await this.states.save(key, version, { dialogStack: [] }, work.trx))) throw new Overtaken();
          return inner;
        });
        stored = result.kind !== 'refused';
        return result;
      },
      show: (card, shows) => shown.push({ card, shows, place: 'answer' }),
      add: (card, shows) => shown.push({ card, shows, place: 'say' }),
    });
    const dialogs = new DialogSet(accessorOf(state)).add(new AskDialog()).add(new ResubmitDialog()).add(new FormDialog()).add(new FlowchartDialog(this.flowcharts));
    const dc = await dialogs.createContext(context);
    try {
      await move(dc, step);
      stored ||= await this.states.save(key, version, { dialogStack: dc.stack });
    } catch (error) {
      // The SDK wraps what a dialog throws.
      const thrown: unknown = error instanceof DialogContextError ? error.error : error;
      if (!(thrown instanceof Overtaken)) throw thrown;
    }
    if (!stored) {
      await this.sayOvertaken(context);
      return true;
    }
    if (step.kind === 'cancel') shown.push({ card: noticeCard({ notice: farewell }, turn.format), shows: undefined, place: 'answer' });
    for (const { card, shows, place } of shown) {
      const copy = shows && { about: shows, card: shows.type };
      await (place === 'answer' ? turn.answer(card, copy) : turn.say(card, copy));
    }
    return true;
  }

  /** A second click leaves the card to the answer of the first; words get words. */
  private async sayOvertaken(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    if (turn.isCardAction) turn.note(wording(turn.format).t('notice.busy.text'));
    else await turn.say(noticeCard({ notice: 'busy' }, turn.format));
  }
}

async function move(dc: DialogContext, step: DialogStep): Promise<void> {
  switch (step.kind) {
    case 'begin':
      // One dialog at a time: a new one takes the place of one that was left lying.
      await dc.cancelAllDialogs();
      await dc.beginDialog(step.dialog, step.options);
      return;
    case 'continue':
      await dc.continueDialog();
      return;
    case 'cancel':
      await dc.cancelAllDialogs();
      return;
    default:
      return step satisfies never;
  }
}

/** A card's button is for the run of a dialog that the card belongs to, never for one that has begun since. */
function isMeantFor(step: Exclude<DialogStep, { readonly kind: 'begin' }>, stack: DialogState['dialogStack']): boolean {
  const named = step.kind === 'cancel' ? step.instance : step.input.kind === 'button' ? step.input.instance : undefined;
  return named === undefined || named === (stack[0]?.state as { readonly instance?: unknown } | undefined)?.instance;
}

/** Answers to a flowchart are kept: cancelling them means going on another time. */
const farewellOf = (stack: DialogState['dialogStack']): NoticeKey => (stack[0]?.id === FlowchartDialog.dialogId ? 'answers-kept' : 'cancelled');

/** A dialog belongs to one person in one conversation. */
function keyOf(context: TurnContext): string {
  const { activity } = context;
  return `dialog/${activity.channelId}/${activity.conversation.id}/${turnOf(context).actor.id}`;
}

function stackOf(state: Record<string, unknown> | undefined): DialogState['dialogStack'] {
  const stack = state?.['dialogStack'];
  return Array.isArray(stack) ? (stack as DialogState['dialogStack']) : [];
}

/** The SDK reads and writes its stack through an accessor; ours hands it the object of this turn. */
function accessorOf(state: DialogState): StatePropertyAccessor<DialogState> {
  return {
    get: () => Promise.resolve(state),
    set: (_context: TurnContext, value: DialogState) => {
      state.dialogStack = value.dialogStack;
      return Promise.resolve();
    },
    delete: () => {
      state.dialogStack = [];
      return Promise.resolve();
    },
  };
}
