import type { FormStart } from '../../dialogs/index.js';
import { readNumber } from '../../services/context/index.js';
import type { RecordObject } from '../../services/records/index.js';

/** What somebody typed about what the gates ask to be on record. */
export type RecordCommand =
  | { readonly kind: 'gates'; readonly object: RecordObject }
  | { readonly kind: 'record'; readonly recordId: number }
  | { readonly kind: 'agreement'; readonly datasetId: number; readonly projectId: number };

type Reader = (rest: string) => RecordCommand | { readonly kind: 'form'; readonly start: FormStart } | undefined;

/** `PR-0001`, `WP-0003`, `DS-0005`, or `DS-0005 in PR-0001`. */
const gatesOf: Reader = (rest) => {
  const projectId = readNumber('project', rest);
  if (projectId !== undefined) return { kind: 'gates', object: { kind: 'project', projectId } };
  const packageId = readNumber('package', rest);
  if (packageId !== undefined) return { kind: 'gates', object: { kind: 'package', packageId } };
  const datasetId = readNumber('dataset', rest);
  if (datasetId !== undefined) return { kind: 'gates', object: { kind: 'dataset', datasetId } };
  const both = datasetInProject(rest);
  return both && { kind: 'gates', object: { kind: 'dataset-in-project', ...both } };
};

function datasetInProject(rest: string): { readonly datasetId: number; readonly projectId: number } | undefined {
  const [dataset = '', project = '', ...more] = rest.split(/ in | for /i);
  const datasetId = readNumber('dataset', dataset);
  const projectId = readNumber('project', project);
  return datasetId === undefined || projectId === undefined || more.length > 0 ? undefined : { datasetId, projectId };
}

/** A form about the one thing that is named. */
const formAbout =
  (form: FormStart['form'], kind: 'project' | 'package' | 'dataset'): Reader =>
  (rest) => {
    const id = readNumber(kind, rest);
    return id === undefined ? undefined : { kind: 'form', start: { form, about: { [`${kind}Id`]: id } } };
  };

/** Phrases and what follows them, for `read-command.ts`. */
export const recordReaders: readonly (readonly [phrase: string, read: Reader])[] = [
  ['records', gatesOf],
  ['gates', gatesOf],
  ['training', (rest) => (rest === '' ? { kind: 'form', start: { form: 'file-training', about: {} } } : undefined)],
  ['my training', (rest) => (rest === '' ? { kind: 'form', start: { form: 'file-training', about: {} } } : undefined)],
  ['agreement', (rest) => { const both = datasetInProject(rest); return both && { kind: 'agreement', ...both }; }],
  ['authority', formAbout('file-authority', 'dataset')],
  ['lawful basis', formAbout('file-lawful-basis', 'package')],
  ['dpia', formAbout('file-dpia', 'package')],
  ['ethics', formAbout('file-ethics', 'project')],
  ['website terms', formAbout('file-website-terms', 'project')],
];
