import type { TurnContext } from 'botbuilder';
import { distance } from 'fastest-levenshtein';
import { noticeCard, suggestionsCard, type SuggestionsView } from '../../cards/index.js';
import { searchDatasets } from '../../services/catalogue/index.js';
import { leaveAccess, withdrawRequest } from '../../services/requests/index.js';
import { longestText } from '../activity-schema.js';
import type { DialogStep } from '../dialog-runner.js';
import { turnOf } from '../turn.js';
import type { Rooms } from './rooms.js';
import type { Command } from './command.js';
import { phrases, readCommand } from './read-command.js';

/** Messages in words. A running dialog takes what is no command of its own; text that fits nothing gets suggestions. */
export class Commands {
  constructor(private readonly rooms: Rooms) {}

  async handle(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const { activity } = context;
    if (activity.attachments?.some(({ contentType }) => isFile(contentType))) return turn.say(noticeCard({ notice: 'file-not-here' }, turn.format));
    const text = withoutInserted(activity.text ?? '');
    if (text.length > longestText) return turn.say(noticeCard({ notice: 'too-long' }, turn.format));
    const command = readCommand(text);
    if (!interrupts(command, text) && (await this.rooms.dialogs.run(context, inputOf(command, text)))) return;
    await this.run(context, command);
  }

  private async run(context: TurnContext, command: Command): Promise<void> {
    const { conversation } = this.rooms;
    switch (command.kind) {
      case 'help':
        return conversation.help(context);
      case 'cancel':
        if (await this.rooms.dialogs.run(context, { kind: 'cancel' })) return;
        return turnOf(context).say(noticeCard({ notice: 'nothing-to-cancel' }, turnOf(context).format));
      case 'back':
        return this.suggest(context, 'back');
      case 'approvals':
        return conversation.approvals(context, 1, 'say');
      case 'my-requests':
        return conversation.myRequests(context, 1, 'say');
      case 'datasets':
        return conversation.datasets(context, command.words.slice(0, 200), 1, 'say');
      case 'dataset':
        return conversation.dataset(context, command.datasetId);
      case 'ask':
        await conversation.ask(context, { kind: 'data', ...(command.datasetId === undefined ? {} : { datasetId: command.datasetId }) });
        return;
      case 'join':
        await conversation.ask(context, { kind: 'join', ...(command.workspaceId === undefined ? {} : { workspaceId: command.workspaceId }) });
        return;
      case 'request':
        return conversation.request(context, command.requestId);
      case 'form':
        await conversation.form(context, command.start);
        return;
      case 'history':
        return conversation.history(context, command.requestId, 1, 'say');
      case 'withdraw':
        return conversation.actAfterAsking(context, command.requestId, 'withdraw', withdrawRequest);
      case 'leave':
        return conversation.actAfterAsking(context, command.requestId, 'leave', leaveAccess);
      case 'gates':
        return this.rooms.records.gates(context, command.object);
      case 'record':
        return this.rooms.records.show(context, command.recordId);
      case 'agreement':
        return this.rooms.records.agreement(context, command);
      case 'packages':
        return this.rooms.packages.list(context, 1, 'say');
      case 'package':
        return this.rooms.packages.show(context, command.packageId);
      case 'classification-record':
        return this.rooms.packages.record(context, command.packageId);
      case 'explain':
        return this.rooms.packages.explain(context, command.packageId);
      case 'project':
      case 'people':
        return this.rooms.projects.show(context, command.projectId, command.kind);
      case 'referees':
        return this.rooms.projects.referees(context, command.projectId);
      case 'projects':
        return this.rooms.projects.list(context, 1, 'say');
      case 'portfolio':
        return this.rooms.projects.portfolio(context, 1, 'say');
      case 'my-datasets':
        return this.rooms.projects.myDatasets(context, 1, 'say');
      case 'workspaces':
        return this.rooms.workspaces.list(context, 1, 'say');
      case 'workspace':
        return this.rooms.workspaces.show(context, command.workspaceId);
      case 'new-workspace': {
        const { packageId } = command;
        if (packageId === undefined) return this.rooms.workspaces.choosePackage(context);
        await conversation.form(context, { form: 'request-workspace', about: { packageId } });
        return;
      }
      case 'machine': {
        const { act, workspaceId, number } = command;
        if (act === 'connect') return this.rooms.workspaces.connect(context, workspaceId, number);
        return this.rooms.workspaces.operate(context, workspaceId, number, act === 'start' ? 'running' : 'deallocated', 'say');
      }
      case 'classify':
        return this.rooms.packages.classify(context, command.packageId);
      case 'sign-in':
        return this.rooms.signIn.offerNext(context);
      case 'sign-out':
        return this.rooms.signIn.out(context);
      case 'code':
        return this.rooms.signIn.complete(context, command.code);
      case 'unknown':
        return this.suggest(context, command.text);
      default:
        return command satisfies never;
    }
  }

  /** Phrases that look like what was said, and datasets that it may name. */
  private async suggest(context: TurnContext, said: string): Promise<void> {
    const turn = turnOf(context);
    const short = said.slice(0, 200);
    const near = nearestPhrase(short);
    const command = near === undefined ? undefined : buttonOf(near);
    const found = short === '' ? undefined : await turn.run((work) => searchDatasets(work, short, 1));
    const suggestions: SuggestionsView['suggestions'] = [
      ...(near !== undefined && command ? [{ label: near, data: command }] : []),
      ...(found?.items.slice(0, 3) ?? []).map(({ id, name }) => ({ label: name, data: { verb: 'dataset.show' as const, datasetId: id } })),
    ];
    await turn.say(suggestionsCard({ said: short, suggestions }, turn.format));
  }
}

/** Teams adds an HTML copy of the text, and cards are no files; anything else is one, pictures too. */
const isFile = (contentType = ''): boolean => contentType !== 'text/html' && !contentType.startsWith('application/vnd.microsoft.card');

/** The mark that Teams leaves in the text where a card was inserted from the compose box. */
const withoutInserted = (text: string): string => text.replace(/<span class="inline-compose-card"[^<>]{0,300}>[^<>]{0,300}<\/span>/g, '').trim();

/** What words are to a dialog that waits: a command of their own, which is answered although it waits, or an answer to it. */
const whileWaiting: Readonly<Record<Command['kind'], 'command' | 'answer'>> = {
  help: 'command',
  cancel: 'command',
  back: 'answer',
  approvals: 'command',
  'my-requests': 'command',
  packages: 'command',
  projects: 'command',
  portfolio: 'command',
  'my-datasets': 'command',
  'sign-in': 'command',
  'sign-out': 'command',
  package: 'command',
  explain: 'command',
  'classification-record': 'command',
  classify: 'command',
  // Words after it may be an answer; alone it is the command.
  datasets: 'answer',
  dataset: 'answer',
  ask: 'command',
  join: 'command',
  request: 'command',
  withdraw: 'command',
  leave: 'command',
  history: 'command',
  project: 'command',
  people: 'command',
  referees: 'command',
  form: 'command',
  gates: 'command',
  record: 'command',
  agreement: 'command',
  workspaces: 'command',
  workspace: 'command',
  'new-workspace': 'command',
  machine: 'command',
  code: 'command',
  unknown: 'answer',
};

const interrupts = (command: Command, text: string): boolean => whileWaiting[command.kind] === 'command' || (command.kind === 'datasets' && text.trim().toLowerCase() === 'datasets');

const inputOf = (command: Command, text: string): DialogStep => ({ kind: 'continue', input: command.kind === 'back' ? { kind: 'back' } : { kind: 'text', text } });

/** The phrase that was probably meant; for a search also with the words that follow it. */
function nearestPhrase(said: string): string | undefined {
  const lower = said.toLowerCase();
  const [best] = phrases.map((phrase) => ({ phrase, far: distance(lower.slice(0, 40), phrase) })).sort((a, b) => a.far - b.far);
  if (best && best.far <= Math.max(1, Math.floor(best.phrase.length / 3))) return best.phrase;
  const [first = '', ...words] = lower.slice(0, 200).split(' ');
  return words.length > 0 && distance(first, 'datasets') <= 2 ? `datasets ${words.join(' ')}` : undefined;
}

function buttonOf(phrase: string): SuggestionsView['suggestions'][number]['data'] | undefined {
  const command = readCommand(phrase);
  switch (command.kind) {
    case 'datasets':
      return { verb: 'datasets.list', query: command.words, page: 1 };
    case 'approvals':
      return { verb: 'approvals.list', page: 1 };
    case 'my-requests':
      return { verb: 'requests.list', page: 1 };
    case 'packages':
      return { verb: 'packages.list', page: 1 };
    case 'projects':
      return { verb: 'projects.list', page: 1 };
    case 'portfolio':
      return { verb: 'portfolio.show', page: 1 };
    case 'my-datasets':
      return { verb: 'my-datasets.show', page: 1 };
    case 'workspaces':
      return { verb: 'workspaces.list', page: 1 };
    case 'new-workspace':
      return { verb: 'workspace.choose-package' };
    case 'ask':
    case 'join':
      return { verb: 'ask.start' };
    default:
      return undefined;
  }
}
