import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The group in which the core keeps its template specs, and the one version that is built. */
export const coreGroup = 'rg-lockkeeper-core';
const version = '1.0.0';

export interface TemplateSpecs {
  /** Text of a built document by its name; undefined where none was built. */
  document(name: string): unknown;
  /** The template that a spec's id names; undefined where there is no such version. */
  find(id: string): unknown;
}

const pattern = new RegExp(`^/subscriptions/[^/]+/resourceGroups/${coreGroup}/providers/Microsoft\\.Resources/templateSpecs/(workspace-tier-\\d)/versions/${version.replaceAll('.', '\\.')}$`, 'iu');

/** Template specs as files of a folder, read when they are asked for: whoever builds them anew deploys the new ones. */
export function templateSpecs(folder: string | undefined): TemplateSpecs {
  const document = (name: string): unknown => {
    if (folder === undefined) return undefined;
    try {
      return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  return {
    document,
    find: (id) => {
      const name = pattern.exec(id)?.[1]?.toLowerCase();
      return name === undefined ? undefined : document(name);
    },
  };
}
