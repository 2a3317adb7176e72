import type { PersonAction, RequestView } from '../services/requests/index.js';
import { button, line, opening, type Piece } from './buttons.js';
import { longest } from './verbs.js';
import type { Wording } from './wording.js';

type Reasoned = Extract<PersonAction, 'return' | 'deny' | 'revoke'>;

/** The buttons of a request: those that the server allows, in the order in which they are likely wanted, and the history. */
export function requestButtons(view: RequestView, wording: Wording): readonly Piece[] {
  const { t } = wording;
  const may = new Set(view.allowed);
  const target = { requestId: view.id, version: view.version };
  const plain = (['sign-in', 'approve', 'accept-commitments', 'resubmit', 'retry'] as const)
    .filter((action) => may.has(action))
    .map((action) => button(t(`do.${action}`), { verb: `request.${action}`, ...target }, { style: 'positive' }));
  const reasoned = (['return', 'deny', 'revoke'] as const).filter((action) => may.has(action));
  const irrevocable = (['withdraw', 'leave', 'abandon'] as const)
    .filter((action) => may.has(action))
    .map((action) =>
      opening(t(`do.${action}`), [line(t(`ask.${action}`))], [button(t(`do.${action}-now`), { verb: `request.${action}`, ...target }, { style: 'destructive' })]),
    );
  return [
    ...plain,
    ...(may.has('leave') && view.state === 'active' ? [extension(view, wording)] : []),
    ...(reasoned.length === 0 ? [] : [withReason(reasoned, view, wording)]),
    ...irrevocable,
    button(t('do.history'), { verb: 'request.history', requestId: view.id }, { inputs: 'none' }),
  ];
}

/** Longer access is asked for anew, in the same place; the two count together. */
function extension({ dataset, workspace }: RequestView, { t }: Wording): Piece {
  return button(t('do.extend'), { verb: 'ask.start', workspaceId: workspace.id, ...(dataset ? { datasetId: dataset.id } : {}) });
}

/**
 * What needs a reason shares one field: ids of inputs are unique on a card, and the field is required for these answers only
 * because it stands in a part of its own.
 */
function withReason(actions: readonly Reasoned[], view: RequestView, { t }: Wording): Piece {
  const target = { requestId: view.id, version: view.version };
  const deciding = !actions.includes('revoke');
  const consequences = { return: t('reason.what-send-back'), deny: t('reason.what-deny'), revoke: t('reason.what-revoke') };
  const input = {
    type: 'Input.Text',
    id: 'comment',
    label: t(deciding ? 'reason.label-decide' : 'reason.label'),
    placeholder: t('reason.placeholder', { max: longest.comment }),
    isMultiline: true,
    maxLength: longest.comment,
    isRequired: true,
    errorMessage: t('reason.error'),
  };
  return opening(
    t(openingTitle(actions)),
    [...actions.map((action) => line(consequences[action])), input],
    actions.map((action) => button(t(`do.${action}`), { verb: `request.${action}`, ...target }, { style: action === 'return' ? 'default' : 'destructive' })),
  );
}

function openingTitle(actions: readonly Reasoned[]): 'do.send-back-or-deny' | 'do.send-back-only' | 'do.deny-only' | 'do.revoke-only' | 'do.with-reason' {
  const [first, ...others] = actions;
  if (others.length === 0) return first === 'return' ? 'do.send-back-only' : first === 'deny' ? 'do.deny-only' : 'do.revoke-only';
  return actions.includes('revoke') ? 'do.with-reason' : 'do.send-back-or-deny';
}
