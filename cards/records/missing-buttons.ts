import type { RecordKind } from '../../services/records/index.js';
import { button, type Piece } from '../buttons.js';
import { oneLine } from '../literal.js';
import { numbersOf, type Missing } from './missing-words.js';
import { aboutOf } from './record-words.js';
import type { ViewerWording } from '../viewer-wording.js';

/** UTF-16 units that a button has room for on a phone. */
const widest = 32;

/** A button for what the reader can put on record; at most two, so that the others keep their place. */
export const missingButtons = (missing: readonly Missing[], { t, viewerId }: ViewerWording): readonly Piece[] =>
  missing
    .filter(({ filers, waits }) => !waits && filers.some(({ id }) => id === viewerId))
    .slice(0, 2)
    .map(({ gate, object }) => button(gate === 'training' ? t('do.file-training') : oneLine(t('do.file-gate', { gate: t(`record-kind.${gate}`), about: Object.values(numbersOf(object)).find((number) => number !== '') ?? '' }), widest), { verb: 'form.start', form: formOf(gate), ...aboutOf(object) }));

const formOf = <Kind extends RecordKind>(gate: Kind): `file-${Kind}` => `file-${gate}`;
