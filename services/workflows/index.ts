export { beginWorkflow, type Beginning } from './begin-workflow.js';
export { driveWorkflow, type Driving } from './drive-workflow.js';
export { failWaiting, giveUpWorkflow, resumeWorkflow, retryWorkflow } from './go-on.js';
export { sweepWorkflows } from './sweep-workflows.js';
export { findWorkflow, type FoundWorkflow } from './find-workflow.js';
export { worksOn, type Works } from './works-on.js';
export { hasEnded, nextState, transitions, workflowEvents, type WorkflowEvent } from './transitions.js';
export { viewProgress, type Progress, type StepView } from './view-progress.js';
export { workflowStates, type Facts, type Step, type StepOutcome, type StepState, type Try, type Workflow, type WorkflowChange, type WorkflowPlan, type WorkflowState } from './workflow.js';
