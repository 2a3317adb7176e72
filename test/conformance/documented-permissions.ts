import { readFileSync } from 'node:fs';

// Holds the table of permissions in docs/deploying.md against Microsoft's own index, where a copy of that is given: node … documented-permissions.ts FILE

type Index = Readonly<Record<string, { readonly Application?: readonly string[]; readonly DelegatedWork?: readonly string[] } | undefined>>;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('name the permission index');
const index = JSON.parse(readFileSync(file, 'utf8')) as Index;

const rows = [...readFileSync('docs/deploying.md', 'utf8').matchAll(/^\| [^|]+ \| (application|delegated) \| `([\w.]+)` \| `(\w+ [^`]+)` \|/gmu)];
const faults = rows.flatMap(([, kind, permission = '', call = '']) => {
  const documented = index[call.replace(/ .*/u, (path) => path.toLowerCase())];
  const allowed = (kind === 'application' ? documented?.Application : documented?.DelegatedWork)?.map((each) => each.replace('*', ''));
  if (!allowed) return [`the index has no ${call}`];
  return allowed.includes(permission) ? [] : [`${kind} ${permission} does not allow ${call}`];
});

for (const fault of faults) console.error(fault);
console.log(`${String(rows.length)} permissions compared, ${String(faults.length)} faults`);
process.exitCode = faults.length === 0 && rows.length > 0 ? 0 : 1;
