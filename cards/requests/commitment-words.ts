import { commitmentsFor, type CommitmentKey, type RequestView } from '../../services/requests/index.js';
import type { TextSection } from '../sections.js';
import type { Wording } from '../wording.js';

/** The full wording of what the subject of a request accepts. */
export function commitmentsOf(view: Pick<RequestView, 'type' | 'tier' | 'dataset'>, wording: Wording): readonly TextSection[] {
  return commitmentsFor({ type: view.type, tier: view.tier, dataset_id: view.dataset?.id ?? null }).map(({ key }) => commitmentSection(key, wording));
}

export function commitmentSection(key: CommitmentKey, { t }: Wording): TextSection {
  return { label: t(`commitment.${key}.label`), paragraphs: [{ text: t(`commitment.${key}.text`) }] };
}
