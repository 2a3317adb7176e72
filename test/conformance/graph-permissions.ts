import { readFileSync } from 'node:fs';
import { graphOperations, type GraphOperation } from '../../infra/local/cloud/graph/permissions.js';

// Holds the local cloud's permission table against Microsoft's own index, where a copy of that is given: node … graph-permissions.ts FILE

type Index = Readonly<Record<string, { readonly Application?: readonly string[]; readonly DelegatedWork?: readonly string[] } | undefined>>;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('name the permission index');
const index = JSON.parse(readFileSync(file, 'utf8')) as Index;

/** Adding members in bulk goes by the members' permission, which the index lists under the single form. */
const documentedElsewhere: Readonly<Record<string, readonly string[]>> = { 'PATCH /groups/{id}': ['GroupMember.ReadWrite.All'] };

const faults: string[] = [];
for (const [name, operation] of Object.entries<GraphOperation>(graphOperations)) {
  const path = operation.path.replace('/v1.0', '').replace(/\{\w+\}/gu, '{id}').toLowerCase();
  // The index lists the removal of a member or owner without its `$ref`.
  const key = `${operation.method} ${operation.method === 'DELETE' ? path.replace('/$ref', '') : path}`;
  const documented = index[key];
  if (!documented) {
    faults.push(`${name}: the index has no ${key}`);
    continue;
  }
  for (const [kind, ours, theirs] of [['application', operation.application, documented.Application], ['delegated', operation.delegated, documented.DelegatedWork]] as const) {
    const known = new Set([...(theirs ?? []).map((permission) => permission.replace('*', '')), ...(documentedElsewhere[key] ?? [])]);
    for (const permission of ours) if (!known.has(permission)) faults.push(`${name}: ${kind} ${permission} does not allow ${key}`);
  }
}

for (const fault of faults) console.error(fault);
console.log(`${String(Object.keys(graphOperations).length)} operations compared, ${String(faults.length)} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
