import { numberOf } from '../../services/context/index.js';
import type { WorkspaceView } from '../../services/workspaces/index.js';
import { button } from '../buttons.js';
import { short } from '../names.js';
import type { NoticeCardData } from '../notice-data.js';
import { render, type Card } from '../render.js';
import { safeLink } from '../safe-link.js';
import { isTextKey, type Format } from '../text.js';
import { wording } from '../wording.js';

export interface ToldWorkspaceView {
  readonly workspace: Pick<WorkspaceView, 'id' | 'name'>;
  readonly machine: number;
  /** What was wanted, and why it was not done: a key. */
  readonly wanted: 'running' | 'deallocated';
  readonly cause: string;
}

/** A machine that could not be started, or stopped. */
export function toldWorkspaceCard(view: ToldWorkspaceView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const number = numberOf('workspace', view.workspace.id);
  const title = t(view.wanted === 'running' ? 'told-machine.start-failed' : 'told-machine.stop-failed', { machine: view.machine, workspace: short(view.workspace.name) });
  const cause = `cause.${view.cause}`;
  const data: NoticeCardData = {
    eyebrows: [{ text: number }],
    title,
    bands: [{ style: 'attention', word: t('kind.error'), text: isTextKey(cause) ? t(cause) : t('failure.other', { failure: short(view.cause) }) }],
    lines: [],
    factSets: [],
    texts: [],
    next: t('told-machine.next'),
    actions: [button(t('do.show', { number }), { verb: 'workspace.show', workspaceId: view.workspace.id }, { style: 'positive' })],
  };
  return render('notice', words, title, { ...data });
}

/**
 * A machine waits for the sign-in of who wants it started, or stopped.
 * @throws Error when `link` is not an https address (on loopback, http will do)
 */
export function machineSignInCard(view: { readonly workspace: Pick<WorkspaceView, 'id' | 'name'>; readonly machine: number; readonly link: string }, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const title = t('machine-sign-in.title', { machine: view.machine, workspace: short(view.workspace.name) });
  const data: NoticeCardData = {
    eyebrows: [{ text: numberOf('workspace', view.workspace.id) }],
    title,
    bands: [{ style: 'warning', word: t('state.awaiting-sign-in'), text: t('machine-sign-in.text') }],
    lines: [],
    factSets: [],
    texts: [],
    next: t('machine-sign-in.next'),
    actions: [{ type: 'Action.OpenUrl', title: t('sign-in.button'), url: safeLink(view.link), style: 'positive' }],
  };
  return render('notice', words, title, { ...data });
}
