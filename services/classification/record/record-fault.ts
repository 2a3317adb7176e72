import type { ExtractFaultKind } from '../../audit/index.js';

/** What can be wrong with a record; told to operators and machines. */
export type RecordFaultKind =
  | ExtractFaultKind
  /** No record, or one of another version. */
  | 'format'
  /** An entry about something else. */
  | 'entry-foreign'
  /** The content does not give the version, or is no sound flowchart. */
  | 'flowchart-altered'
  | 'flowchart-missing'
  /** There twice, or told of twice. */
  | 'duplicate'
  /** The entry that closed the classification counts or names something else. */
  | 'history-differs'
  /** The answers do not lead where the record says, by the flowchart of that version. */
  | 'path-differs'
  /** A question's words are not those of that version. */
  | 'words-differ'
  /** Below what the flowchart came to, or raised without a reason. */
  | 'tier-not-raised'
  /** No entry says that it happened. */
  | 'unproved'
  /** An entry says that something happened that the record leaves out. */
  | 'left-out'
  /** The digest in the entry is of another opinion. */
  | 'digest-differs'
  /** The entry says something else than the record. */
  | 'entry-differs'
  | 'tier-differs'
  | 'controls-differ';

/** `place` leads to the fault in the record (`rounds.0.opinions.2`, `entry 17`); `says` completes it. */
export interface RecordFault {
  readonly kind: RecordFaultKind;
  readonly place: string;
  readonly says: string;
}

export const describeRecordFault = ({ place, says }: RecordFault): string => `${place === '' ? 'the record' : place}: ${says}`;
