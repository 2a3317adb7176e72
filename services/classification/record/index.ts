export * from './classification-record.js';
export { recordFormat, type ClassificationRecord, type RecordedOpinion, type RecordedRound, type RecordedWayOut } from './format.js';
export { readerKinds, recordReaders, type ReaderKind } from './readers.js';
export { describeRecordFault, type RecordFault, type RecordFaultKind } from './record-fault.js';
export * from './verify-record.js';
