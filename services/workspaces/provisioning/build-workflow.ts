import type { Workflow } from '../../workflows/index.js';
import type { BuildInput } from './build-input.js';
import { buildPlan } from './build-plan.js';
import { checkStep } from './check-step.js';
import { groupsStep } from './groups-step.js';
import { handOverStep } from './hand-over-step.js';
import type { Provisioning } from './provisioning.js';
import { resourcesStep } from './resources-step.js';

/** Builds a workspace step by step; each looks first at what is there, so that running it again changes nothing. */
export const buildWorkflow = (world: Provisioning): Workflow<BuildInput> => ({ ...buildPlan, steps: [groupsStep(world), resourcesStep(world), checkStep(world), handOverStep(world)] });
