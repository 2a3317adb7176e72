import { z } from 'zod';
import type { ArmAccess } from './arm-clients.js';
import type { Progress } from './stack-state.js';

const apiVersion = '2025-04-01';
const timeoutMs = 10_000;
const deepest = 3;
const mostPages = 20;
const deploymentId = /^\/subscriptions\/[0-9a-f-]{36}\/(?:resourceGroups\/[-\w.()]+\/)?providers\/Microsoft\.Resources\/deployments\/[-\w.()]+$/iu;

const target = z.object({ id: z.string() });
const deploymentSchema = z.object({ properties: z.object({ dependencies: z.array(target.extend({ dependsOn: z.array(target).default([]) })).default([]) }) });
const operationsSchema = z.object({
  value: z.array(z.object({ properties: z.object({ provisioningState: z.string(), targetResource: target.extend({ resourceType: z.string().optional() }).nullish() }) })),
  nextLink: z.url().nullish(),
});

interface Seen {
  readonly known: Set<string>;
  readonly done: Set<string>;
}

/**
 * Counts what a deployment has made, and what Azure knows that it is going to make: a deployment lists at once what depends on what, and what it
 * has begun. Of deployments within it, Azure knows more as soon as they begin. There is no SDK for this that the product has other use for.
 * @throws whatever keeps it from counting: it is a matter of show, and no reason for failing
 */
export async function deploymentProgress(access: ArmAccess, rootId: string): Promise<Progress> {
  const seen: Seen = { known: new Set(), done: new Set() };
  await count(access, rootId, seen, deepest);
  return { done: seen.done.size, of: seen.known.size };
}

async function count(access: ArmAccess, id: string, { known, done }: Seen, depth: number): Promise<void> {
  if (depth === 0 || !deploymentId.test(id)) return;
  const [{ properties }, operations] = await Promise.all([read(access, id, deploymentSchema), operationsOf(access, id)]);
  const add = (resourceId: string): void => void (deploymentId.test(resourceId) || known.add(resourceId.toLowerCase()));
  for (const dependency of properties.dependencies) for (const each of [dependency, ...dependency.dependsOn]) add(each.id);
  for (const operation of operations) {
    const { targetResource, provisioningState } = operation.properties;
    if (!targetResource) continue;
    if (deploymentId.test(targetResource.id)) await count(access, targetResource.id, { known, done }, depth - 1);
    else {
      add(targetResource.id);
      if (provisioningState === 'Succeeded') done.add(targetResource.id.toLowerCase());
    }
  }
}

async function operationsOf(access: ArmAccess, id: string): Promise<z.output<typeof operationsSchema>['value']> {
  const operations: z.output<typeof operationsSchema>['value'] = [];
  let next: string | null | undefined = `${id}/operations`;
  for (let pages = 0; next && pages < mostPages; pages += 1) {
    const page: z.output<typeof operationsSchema> = await read(access, next, operationsSchema);
    operations.push(...page.value);
    next = page.nextLink;
  }
  return operations;
}

async function read<T>({ armBaseUrl, token }: ArmAccess, where: string, schema: z.ZodType<T>): Promise<T> {
  const url = new URL(where, armBaseUrl);
  if (url.origin !== new URL(armBaseUrl).origin) throw new Error('Azure named an address that is not its own');
  if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', apiVersion);
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (!response.ok) throw new Error(`Azure answered ${String(response.status)}`);
  return schema.parse(await response.json());
}
