import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { resourceTypes } from '../../infra/templates/arm/resource-types.js';
import { templates } from '../../infra/templates/documents.js';

// Holds the templates against Azure's own resource types, where a copy of these and a checker are given: node … azure-templates.ts FOLDER

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder with the resource types');

/**
 * The types describe what a resource's provider takes. That a nested deployment names its resource group and subscription is a matter of the template language, as `condition` and
 * `copy` are, and the types do not know it: the checker is shown nested deployments without these two.
 */
const asProvidersSeeIt = (template: object): object =>
  JSON.parse(JSON.stringify(template), (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null || (value as { type?: unknown }).type !== 'Microsoft.Resources/deployments') return value;
    const { resourceGroup: _group, subscriptionId: _subscription, ...provider } = value as Record<string, unknown>;
    return provider;
  }) as object;

interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}
const types = JSON.parse(readFileSync(path.join(folder, 'azure-types.json'), 'utf8')) as { readonly $defs: Readonly<Record<string, Schema>>; readonly resources: Readonly<Record<string, Schema>> };
const resolved = (schema: Schema | undefined): Schema => {
  if (schema?.$ref) return resolved(types.$defs[schema.$ref.split('/').at(-1) ?? '']);
  const meant = schema?.anyOf?.find(({ $ref }) => !$ref?.endsWith('/expr'));
  return meant ? resolved(meant) : (schema ?? {});
};

const faults: string[] = [];
for (const [type, facts] of Object.entries<{ readonly api: string; readonly tags?: true; readonly at?: string }>(resourceTypes)) {
  const schema = types.resources[`${type}@${facts.api}`];
  if (!schema) {
    faults.push(`${type}: no version ${facts.api}`);
    continue;
  }
  const body = schema.properties ?? resolved(schema.oneOf?.[0]).properties ?? {};
  const takesTags = Boolean(resolved(body['tags']).additionalProperties);
  if (takesTags !== Boolean(facts.tags)) faults.push(`${type}: tags ${takesTags ? 'can be carried and are not' : 'cannot be carried'}`);
}
for (const fault of faults) console.error(fault);

const built = Object.entries(templates());
const work = mkdtempSync(path.join(os.tmpdir(), 'templates-'));
try {
  const files = built.map(([name, template]) => {
    const file = path.join(work, `${name}.json`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(asProvidersSeeIt(template)));
    return file;
  });
  execFileSync(process.execPath, [path.join(folder, 'check-template.mjs'), ...files], { stdio: 'inherit' });
} catch {
  faults.push('the checker found faults');
} finally {
  rmSync(work, { recursive: true });
}
console.log(`${String(Object.keys(resourceTypes).length)} resource types compared, ${String(faults.length)} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
