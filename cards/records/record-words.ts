import { details, type GateState, type RecordKind, type RecordObject, type RecordState, type RecordView } from '../../services/records/index.js';
import { numberOf } from '../../services/context/index.js';
import { cut, oneLine } from '../literal.js';
import { nameRoom } from '../names.js';
import type { BandStyle } from '../requests/request-words.js';
import type { Fact } from '../sections.js';
import { isTextKey } from '../text.js';
import type { ButtonData } from '../verbs.js';
import type { Wording } from '../wording.js';

const recordBands: Readonly<Record<RecordState, BandStyle>> = { proposed: 'accent', confirmed: 'good', declined: 'attention', superseded: 'emphasis', lapsed: 'attention' };
export const recordBandOf = (state: RecordState): BandStyle => recordBands[state];

export const gateName = (kind: RecordKind, { t }: Wording): string => t(`record-kind.${kind}`);

/** `RC-0009 · DS-0005 Admissions`. */
export const recordLine = ({ id, about }: Pick<RecordView, 'id' | 'about'>, { t }: Wording): string => `${numberOf('record', id)}${t('line.separator')}${oneLine(about, nameRoom.sentence)}`;

/** What was said, one fact for each field that has words. */
export function saidFacts({ kind, said }: Pick<RecordView, 'kind' | 'said'>, room: number, { t, day }: Wording): readonly Fact[] {
  return Object.keys(details[kind].shape).flatMap((field): readonly Fact[] => {
    const value = said[field];
    if (value === undefined) return [];
    const label = `record-said.${kind}.${field}`;
    if (!isTextKey(label)) return [];
    const word = `record-value.${field}.${value}`;
    return [{ title: t(label), value: isTextKey(word) ? t(word) : /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : cut(value, Math.min(room, 1_000)) }];
  });
}

/** How a gate stands, with its day. */
export function gateStateLine({ state, startsOn, endsOn }: { readonly state: GateState; readonly startsOn: string | null; readonly endsOn: string | null }, { t, day }: Wording): string {
  return t(`gate-state.${state}`, { starts: startsOn === null ? 'none' : day(startsOn), ends: endsOn === null ? 'none' : day(endsOn) });
}

/** The ids by which a form about the thing begins. */
export function aboutOf(object: RecordObject): Pick<Extract<ButtonData, { readonly verb: 'form.start' }>, 'projectId' | 'packageId' | 'datasetId'> {
  switch (object.kind) {
    case 'person':
      return {};
    case 'dataset':
      return { datasetId: object.datasetId };
    case 'dataset-in-project':
      return { datasetId: object.datasetId, projectId: object.projectId };
    case 'package':
      return { packageId: object.packageId };
    case 'project':
      return { projectId: object.projectId };
    default:
      return object satisfies never;
  }
}
