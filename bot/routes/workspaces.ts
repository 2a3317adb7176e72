import type { TurnContext } from 'botbuilder';
import { choosePackageCard, connectCard, noticeCard, noticeOfRefusal, workspaceCard, workspaceListCard, type CardAction } from '../../cards/index.js';
import { askablePackages, connectMachine, listWorkspaces, operateMachine, viewWorkspace, type Building, type WantedState } from '../../services/workspaces/index.js';
import { turnOf } from '../turn.js';
import type { Place } from './conversation.js';

export type WorkspaceCardAction = Extract<CardAction, { readonly verb: 'workspaces.list' | 'workspace.show' | 'workspace.choose-package' | 'machine.start' | 'machine.stop' | 'machine.connect' }>;

const verbs: ReadonlySet<string> = new Set<WorkspaceCardAction['verb']>(['workspaces.list', 'workspace.show', 'workspace.choose-package', 'machine.start', 'machine.stop', 'machine.connect']);
export const isWorkspaceAction = (action: CardAction): action is WorkspaceCardAction => verbs.has(action.verb);

/** Workspaces and their machines, whether somebody typed it or pressed a button. */
export class Workspaces {
  constructor(private readonly building: Building) {}

  async list(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    await turn[place](workspaceListCard(await turn.run((work) => listWorkspaces(work, page)), turn.format));
  }

  async show(context: TurnContext, workspaceId: number, place: Place = 'say'): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewWorkspace(work, workspaceId));
    if (!view) return turn.say(noticeCard({ notice: 'not-found' }, turn.format));
    await turn[place](workspaceCard(view, turn.format, turn.actor.id), { about: { type: 'workspace', id: workspaceId }, card: 'workspace' });
  }

  /** Which work package a workspace is to be asked for. */
  async choosePackage(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const found = await turn.run((work) => askablePackages(work, this.building));
    await turn.say('kind' in found ? noticeCard({ notice: noticeOfRefusal(found.reason) }, turn.format) : choosePackageCard(found, turn.format));
  }

  /** The card of the workspace answers: it shows the machine starting, or stopping, and follows it. */
  async operate(context: TurnContext, workspaceId: number, number: number, wanted: WantedState, place: Place): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run((work) => operateMachine(work, { workspaceId, number, wanted }));
    if (result.kind === 'refused') await turn.say(noticeCard({ notice: noticeOfRefusal(result.reason) }, turn.format));
    else if (result.kind === 'unchanged') await turn.say(noticeCard({ notice: wanted === 'running' ? 'runs-already' : 'stopped-already' }, turn.format));
    if (result.kind === 'refused' && result.reason === 'not-found') return;
    await this.show(context, workspaceId, place);
  }

  async connect(context: TurnContext, workspaceId: number, number: number): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run((work) => connectMachine(work, { workspaceId, number }));
    await turn.say(result.kind === 'refused' ? noticeCard({ notice: noticeOfRefusal(result.reason) }, turn.format) : connectCard(result.value, turn.format));
  }

  async run(context: TurnContext, action: WorkspaceCardAction): Promise<void> {
    switch (action.verb) {
      case 'workspaces.list':
        return this.list(context, action.page, action.renew ? 'answer' : 'say');
      case 'workspace.show':
        return this.show(context, action.workspaceId);
      case 'workspace.choose-package':
        return this.choosePackage(context);
      case 'machine.start':
      case 'machine.stop':
        return this.operate(context, action.workspaceId, Number(action.machine), action.verb === 'machine.start' ? 'running' : 'deallocated', 'answer');
      case 'machine.connect':
        return this.connect(context, action.workspaceId, Number(action.machine));
      default:
        return action satisfies never;
    }
  }
}
