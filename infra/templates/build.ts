import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { documents } from './documents.js';

/** Writes every template and policy to a folder, which holds nothing else afterwards. */
export function build(folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  return Object.entries(documents()).map(([name, document]) => {
    const file = path.join(folder, `${name}.json`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
    return file;
  });
}

if (process.argv[1] === import.meta.filename) {
  const files = build(process.argv[2] ?? 'dist/infra');
  process.stdout.write(`${files.map((file) => `${file}\n`).join('')}`);
}
