import { numberOf } from '../../services/context/index.js';
import type { RecordObject } from '../../services/records/index.js';
import type { MissingView } from '../../services/requests/index.js';
import { anyOfNames, short } from '../names.js';
import type { Values } from '../text.js';
import type { ViewerWording } from '../viewer-wording.js';

/** What is not on record, of a request or of a package that nobody can classify yet. */
export type Missing = Pick<MissingView, 'gate' | 'object' | 'waits' | 'filers'>;

/** One sentence or two for each record that is missing: which it is, and who puts it on record by typing what; or that it waits already. */
export function missingLines(missing: readonly Missing[], values: Values, words: ViewerWording): readonly string[] {
  const { t, viewerId } = words;
  return missing.map(({ gate, object, waits, filers }) => {
    const about = { ...values, ...numbersOf(object) };
    if (waits) return `${t(`missing.${gate}`, about)} ${t('missing.waits', { kind: gate === 'agreement' ? 'agreement' : 'other' })}`;
    const filerIs = filers.length === 0 ? 'none' : filers.some(({ id }) => id === viewerId) ? 'you' : 'other';
    const how = t('missing.how', { filerIs, names: filers.length === 0 ? 'none' : anyOfNames(filers.map(({ name }) => short(name)), words), role: t(`missing.role.${gate}`), typed: t(`missing.typed.${gate}`, about) });
    return `${t(`missing.${gate}`, about)} ${how}`;
  });
}

/** The numbers by which a thing is named in what somebody types. */
export const numbersOf = (object: RecordObject): Readonly<Record<'dataset' | 'package' | 'project', string>> => ({
  dataset: 'datasetId' in object ? numberOf('dataset', object.datasetId) : '',
  package: 'packageId' in object ? numberOf('package', object.packageId) : '',
  project: 'projectId' in object ? numberOf('project', object.projectId) : '',
});
