import { parentOf, sameId, within } from './ids.js';
import type { ArmResource, ArmState, Stack, StackRun, Step } from './arm-state.js';

const keptOperations = 500;

/** How many steps of a run are due by now; a step that fails ends it. */
function stepsDue({ begunAt, paceMs, steps, failure }: StackRun, now: Date): { readonly count: number; readonly over: boolean } {
  const passed = now.getTime() - Date.parse(begunAt);
  const possible = paceMs === 0 ? steps.length + 1 : Math.floor(passed / paceMs);
  const last = failure?.step ?? steps.length;
  return { count: Math.min(possible, last), over: failure ? possible > last : possible >= last };
}

const isUnderWay = ({ state }: Stack): boolean => state === 'deploying' || state === 'deleting';

function isDue(stack: Stack, now: Date): boolean {
  if (!isUnderWay(stack)) return false;
  const { count, over } = stepsDue(stack.run, now);
  return over || count > stack.run.done;
}

export const somethingIsDue = ({ stacks }: Readonly<ArmState>, now: Date): boolean => stacks.some((stack) => isDue(stack, now));

/** Brings the state to where it is by now. */
export function settle(state: ArmState, now: Date): void {
  for (const stack of state.stacks.filter((each) => isDue(each, now))) advance(state, stack, now);
}

function advance(state: ArmState, stack: Stack, now: Date): void {
  const { run } = stack;
  const { count, over } = stepsDue(run, now);
  while (run.done < count && !(run.failure && run.done === run.failure.step)) {
    const step = run.steps[run.done];
    if (step && !take(state, stack, step, run)) break;
    run.done += 1;
  }
  if (over || (run.failure && run.done === run.failure.step)) finish(state, stack, now);
}

/** Does one step; false where Azure would fail it, which is noted in the run. */
function take(state: ArmState, stack: Stack, step: Step, run: StackRun): boolean {
  if (run.kind === 'delete') {
    remove(state, step.id);
    stack.resources = stack.resources.filter((id) => !sameId(id, step.id));
    return true;
  }
  const parent = parentOf(step.id);
  if (parent !== undefined && !isThere(state, parent)) {
    run.failure = { step: run.done, code: 'ParentResourceNotFound', message: `Failed to perform 'write' on resource(s) of type '${step.type}', because the parent resource '${parent}' could not be found.` };
    return false;
  }
  if (step.resource) place(state, step.resource);
  if (!stack.resources.some((id) => sameId(id, step.id))) stack.resources.push(step.id);
  step.resource = null;
  return true;
}

/** Parts that Azure makes together with their whole. */
const impliedParts = /\/(blobServices|managedVirtualNetworks)\/default$/iu;
const isThere = (state: ArmState, id: string): boolean => state.resources.some((resource) => sameId(resource.id, id)) || (impliedParts.test(id) && isThere(state, parentOf(id) ?? ''));

function place(state: ArmState, resource: ArmResource): void {
  const at = state.resources.findIndex(({ id }) => sameId(id, resource.id));
  if (at >= 0) {
    state.resources[at] = resource;
    return;
  }
  state.resources.push(resource);
  if (resource.type.toLowerCase() === 'microsoft.compute/virtualmachines') state.machines.push({ id: resource.id, passing: 'running', to: 'running', until: new Date(0).toISOString() });
}

/** Takes a resource away with everything that is part of it, as a resource group with all it holds. */
function remove(state: ArmState, id: string): void {
  state.resources = state.resources.filter((resource) => !within(resource.id, id));
  state.machines = state.machines.filter((machine) => !within(machine.id, id));
}

function finish(state: ArmState, stack: Stack, now: Date): void {
  const { run } = stack;
  state.operations.push({ id: run.operationId, begunAt: run.begunAt, until: now.toISOString(), error: run.failure && { code: run.failure.code, message: run.failure.message } });
  if (state.operations.length > keptOperations) state.operations.splice(0, state.operations.length - keptOperations);
  if (run.failure) stack.state = 'failed';
  else if (run.kind === 'put') stack.state = 'succeeded';
  else state.stacks = state.stacks.filter((each) => each !== stack);
}
