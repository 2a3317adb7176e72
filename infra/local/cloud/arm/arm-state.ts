import { z } from 'zod';
import { StoredState } from '../stored-state.js';

const record = z.record(z.string(), z.unknown());

const resourceSchema = z.object({
  id: z.string(),
  type: z.string(),
  location: z.string().nullable(),
  /** Tags, kind, size, zones: what stands beside the properties. */
  body: record,
  properties: record,
  identity: record.nullable(),
});

const stepSchema = z.object({
  id: z.string(),
  type: z.string(),
  deploymentId: z.string(),
  dependsOn: z.array(z.string()),
  /** What is to be made; null once it is made, and when the step deletes. */
  resource: resourceSchema.nullable(),
});

const faultSchema = z.object({ code: z.string(), message: z.string() });

const runSchema = z.object({
  kind: z.enum(['put', 'delete']),
  operationId: z.string(),
  begunAt: z.string(),
  /** Milliseconds for each step. */
  paceMs: z.number(),
  steps: z.array(stepSchema),
  done: z.number(),
  /** Where it is going to fail, instead of that step. */
  failure: faultSchema.extend({ step: z.number() }).nullable(),
  deployments: z.array(z.object({ id: z.string(), parentId: z.string().nullable(), outputs: record })),
});

const stackSchema = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  name: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()),
  /** As they were given, values of secret ones left out. */
  properties: record,
  deploymentId: z.string(),
  correlationId: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  run: runSchema,
  state: z.enum(['deploying', 'deleting', 'succeeded', 'failed']),
  /** Ids of what it manages. */
  resources: z.array(z.string()),
});

const powerSchema = z.enum(['starting', 'running', 'stopping', 'stopped', 'deallocating', 'deallocated']);

const machineSchema = z.object({
  id: z.string(),
  /** On the way from `at` to `until`, and `to` from then on. */
  passing: powerSchema,
  to: powerSchema,
  until: z.string(),
});

const operationSchema = z.object({ id: z.string(), begunAt: z.string(), until: z.string(), error: faultSchema.nullable() });

/** What an operator of the local cloud asked to go wrong, how often. */
const askedFaultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    /** Regular expression over `METHOD /path`. */
    call: z.string(),
    times: z.number(),
    status: z.number(),
    code: z.string(),
    message: z.string(),
    retryAfterSeconds: z.number().nullable(),
    delayMs: z.number(),
  }),
  z.object({ kind: z.literal('stack'), stack: z.string(), resource: z.string(), times: z.number(), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('machine'), machine: z.string(), times: z.number(), code: z.string(), message: z.string() }),
]);

const armStateSchema = z.object({
  version: z.literal(1),
  subscriptions: z.array(z.object({ id: z.string(), name: z.string(), regions: z.array(z.string()) })),
  /** Resource groups and role assignments among them. */
  resources: z.array(resourceSchema),
  stacks: z.array(stackSchema),
  machines: z.array(machineSchema),
  /** Operations that are over, or that are a machine's. */
  operations: z.array(operationSchema),
  faults: z.array(askedFaultSchema),
});

export type ArmState = z.infer<typeof armStateSchema>;
export type ArmResource = ArmState['resources'][number];
export type Stack = ArmState['stacks'][number];
export type StackRun = Stack['run'];
export type Step = StackRun['steps'][number];
export type Machine = ArmState['machines'][number];
export type Power = z.infer<typeof powerSchema>;
export type Operation = ArmState['operations'][number];
export type AskedFault = z.infer<typeof askedFaultSchema>;
export const askedFault = askedFaultSchema;

/** Azure's memory, in a file beside the directory's. */
export type ArmStore = StoredState<ArmState>;

export const openArmState = (file: string, seed: () => Pick<ArmState, 'subscriptions' | 'resources'>): ArmStore =>
  StoredState.open(file, armStateSchema, () => ({ version: 1, ...seed(), stacks: [], machines: [], operations: [], faults: [] }));
