import type { Wording } from '../../cards/index.js';
import type { Refusal } from '../../services/projects/index.js';
import type { FormFault, FormRefused } from '../form.js';

/** The notice that explains a refusal of a use case of projects. */
export const refused = (reason: Refusal): FormRefused => ({ kind: 'refused', notice: { notice: reason } });

/** Refusals that no other answer would change. */
const final: ReadonlySet<Refusal> = new Set<Refusal>(['not-found', 'not-allowed', 'project-closed', 'package-open', 'package-classified', 'package-new']);

/** The form once more with what was wrong with a field, where another answer may do. */
export function refusedOn(field: string, reason: Refusal, { t }: Pick<Wording, 't'>): FormRefused | FormFault {
  if (final.has(reason)) return refused(reason);
  return { kind: 'refused', faults: [{ field, error: `${t(`notice.${reason}.text`)} ${t(`notice.${reason}.next`, { names: 'none' })}` }] };
}
