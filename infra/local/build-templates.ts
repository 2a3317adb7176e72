import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Builds the templates of workspaces, for the local cloud to deploy. In a process of its own, because nothing but their files goes from builders to the rest.
 * @throws Error with the builder's words
 */
export async function buildTemplates(folder: string, log: (line: string) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  execFile(process.execPath, ['--import', 'tsx/esm', path.join(root, 'infra/templates/build.ts'), folder], { cwd: root, timeout: 60_000 }, (error, _output, words) => {
    for (const line of words.split('\n').filter(Boolean)) log(line);
    if (error) reject(new Error(`The templates of workspaces could not be built:\n${words}`, { cause: error }));
    else resolve(undefined);
  });
  await promise;
}
