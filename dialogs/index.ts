export { AskDialog } from './ask-dialog.js';
export type { AskOptions } from './ask-state.js';
export * from './dialog-turn.js';
export { FlowchartDialog, type FlowchartOptions } from './flowchart-dialog.js';
export { FormDialog } from './form-dialog.js';
export type { FormStart } from './form-state.js';
export { readDate, type ReadDate } from './read-date.js';
export { ResubmitDialog } from './resubmit-dialog.js';
export { isTold } from './forms/record-form.js';
