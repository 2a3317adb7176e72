import type { RecordKind } from '../../services/records/index.js';
import { button, type Piece } from '../buttons.js';
import type { Missing } from './missing-words.js';
import { aboutOf } from './record-words.js';
import type { ViewerWording } from '../viewer-wording.js';

/** A button for what the reader can put on record; at most two, so that the others keep their place. */
export const missingButtons = (missing: readonly Missing[], { t, viewerId }: ViewerWording): readonly Piece[] =>
  missing
    .filter(({ filers, waits }) => !waits && filers.some(({ id }) => id === viewerId))
    .slice(0, 2)
    .map(({ gate, object }) => button(t('do.record-missing', { gate: t(`record-kind.${gate}`) }), { verb: 'form.start', form: formOf(gate), ...aboutOf(object) }));

const formOf = <Kind extends RecordKind>(gate: Kind): `file-${Kind}` => `file-${gate}`;
