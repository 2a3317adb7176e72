import { numberOf } from '../../services/context/index.js';
import type { WorkspaceLine, WorkspaceList } from '../../services/workspaces/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData, type Row } from '../list-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** The workspaces that the reader may see, their own first. */
export function workspaceListCard(view: WorkspaceList, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const none = view.items.length === 0;
  return renderFitting('list', words, t('workspaces.summary', { total: view.total }), (room) => {
    const data: ListCardData = {
      title: t('workspaces.title'),
      empty: none ? [{ text: t('workspaces.empty') }] : [],
      rows: view.items.map((workspace) => rowOf(workspace, room, words)),
      paging: pagingOf(view, words),
      next: t(none ? 'workspaces.empty-next' : 'workspaces.next'),
      searches: [],
      actions: [
        ...pageButtons(view, words, (page) => ({ verb: 'workspaces.list', page, renew: true })),
        ...(view.mayAsk ? [button(t('do.new-workspace'), { verb: 'workspace.choose-package' }, { style: 'positive' })] : []),
      ],
    };
    return { ...data };
  });
}

function rowOf({ id, name, state, tier, projectTitle, members, machines, running, member }: WorkspaceLine, room: number, { t }: Wording): Row {
  const number = numberOf('workspace', id);
  return {
    title: t('row.title', { number, what: oneLine(name, Math.min(room, 120)) }),
    states: [{ text: [t(`workspace-state.${state}`), ...(tier === null ? [] : [t('tier.name', { tier })]), ...(member ? [t('workspaces.member')] : [])].join(t('line.separator')) }],
    details: [{ text: [oneLine(projectTitle, Math.min(room, 120)), t('workspaces.members', { count: members }), ...(machines > 0 ? [t('workspaces.machines', { count: machines, running })] : [])].join(t('line.separator')) }],
    open: button(t('do.open', { name: number }), { verb: 'workspace.show', workspaceId: id }, { inputs: 'none' }),
  };
}
