import { numberOf } from '../../services/context/index.js';
import { isOpen, type RequestView } from '../../services/requests/index.js';
import { short } from '../names.js';
import type { Fact } from '../sections.js';
import type { Wording } from '../wording.js';

/** Accesses that are named on the card of the membership they need; the others are counted. */
const mostInner = 3;

/** While a request is open: the membership that an access goes with, and the accesses that need a membership. */
export function togetherOf(view: RequestView, wording: Wording): readonly Fact[] {
  const { t } = wording;
  if (!isOpen(view.state)) return [];
  const more = view.inner.length - mostInner;
  const inner = view.inner.slice(0, mostInner).map((access) => t('together.line', { number: numberOf('request', access.id), dataset: short(access.dataset?.name ?? access.workspace.name), state: t(`state.${access.state}`) }));
  const rest = more > 0 ? [t('line.more', { count: more })] : [];
  return [
    ...(view.outer ? [{ title: t('label.outer'), value: t('together.outer', { number: numberOf('request', view.outer.id), state: t(`state.${view.outer.state}`) }) }] : []),
    ...(inner.length === 0 ? [] : [{ title: t('label.inner'), value: [...inner, ...rest].join(t('line.separator')) }]),
  ];
}
