import { z } from 'zod';
import { adminRoute, readAdminBody } from './admin-route.js';
import type { AskedFault } from './arm/arm-state.js';
import type { Area } from './cloud.js';
import { json } from './router.js';

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'iu').source !== '';
  } catch {
    return false;
  }
}

const pattern = z.string().min(1).refine(isPattern, 'is no regular expression');
const times = z.int().min(1).max(1_000).default(1);
const message = z.string().default('Asked for at the admin surface of the local cloud.');

const faultSchema = z.discriminatedUnion('kind', [
  /** `status` 0 with `delayMs` is a call that only takes long. */
  z.strictObject({ kind: z.literal('call'), call: pattern, times, status: z.int().min(0).max(599).default(0), code: z.string().default('InternalServerError'), message, retryAfterSeconds: z.int().min(0).nullable().default(null), delayMs: z.int().min(0).max(120_000).default(0) }),
  /** `resource`: the number of the resource at which it fails, from 0, or a pattern for its id. */
  z.strictObject({ kind: z.literal('stack'), stack: pattern.default('.'), resource: pattern, times, code: z.string(), message }),
  /** `machine`: a pattern over `start vm-ws-0002-01`. */
  z.strictObject({ kind: z.literal('machine'), machine: pattern, times, code: z.string(), message }),
]);

const lateSchema = z.strictObject({ times, reads: z.int().min(1).max(100) });

/** Lets Azure and the directory falter as they do in life, so often as is asked for; for tests and demonstrations. */
export const faultAdmin: Area = (cloud) => [
  adminRoute(cloud, 'GET', '/azure/faults', () => json(200, { faults: cloud.azure.current.faults })),
  adminRoute(cloud, 'POST', '/azure/faults', (request) => {
    const fault: AskedFault = readAdminBody(request, faultSchema);
    cloud.azure.update(({ faults }) => { faults.push(fault); });
    return { status: 204 };
  }),
  adminRoute(cloud, 'DELETE', '/azure/faults', () => {
    cloud.azure.update((state) => { state.faults = []; });
    return { status: 204 };
  }),
  /** The next groups that are made are not found by the first calls that ask for them. */
  adminRoute(cloud, 'POST', '/late-groups', (request) => {
    const late = readAdminBody(request, lateSchema);
    cloud.state.update((state) => { state.lateGroups = late; });
    return { status: 204 };
  }),
];
