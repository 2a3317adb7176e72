import { isAccess, type PersonAction, type RequestView } from '../../services/requests/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, line, opening, type Piece } from '../buttons.js';
import { short } from '../names.js';
import { longest } from '../verbs.js';
import type { Wording } from '../wording.js';

/** What cannot be taken back, and is asked about before it is done. */
export type Irrevocable = Extract<PersonAction, 'withdraw' | 'leave' | 'abandon'>;
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
      opening(t(`do.${action}`), consequencesOf(view, action, wording).map(line), [button(t(`do.${action}-now`), { verb: `request.${action}`, ...target }, { style: 'destructive' })]),
    );
  return [
    ...plain,
    ...(may.has('leave') && view.state === 'active' ? [extension(view, wording)] : []),
    ...(reasoned.length === 0 ? [] : [withReason(reasoned, view, wording)]),
    ...irrevocable,
    button(t('do.history'), { verb: 'request.history', requestId: view.id }, { inputs: 'none' }),
  ];
}

/** What an act that cannot be taken back would end: the request, and what hangs on it. */
export function consequencesOf(view: RequestView, action: Irrevocable, words: Wording): readonly string[] {
  const { t, list } = words;
  const inner = view.inner.map(({ id, dataset }) => t('ask.inner', { number: numberOf('request', id), what: dataset ? short(dataset.name) : '' }));
  return [t(`ask.${action}`, { kind: isAccess(view.type) ? 'access' : 'build' }), ...(inner.length === 0 ? [] : [t('ask.ends-too', { what: list(inner.slice(0, 10)), more: Math.max(0, inner.length - 10) })])];
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
