import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Row } from '../figure.js';
import { besideLimit, wallMs } from '../measure.js';
import { root } from '../measured-process.js';

/** The packages that the product is asked to be built on. The rest it has chosen itself, and pays for. */
const demanded = [
  'botbuilder',
  'botbuilder-dialogs',
  '@microsoft/teams-ai',
  'restify',
  'adaptivecards-templating',
  '@microsoft/microsoft-graph-client',
  '@azure/identity',
  '@azure/msal-node',
  '@azure/storage-blob',
];

/** From the start of the process until the bot takes activities, beside a process that imports the demanded packages and does nothing. */
export const coldStart: Row = {
  name: 'cold-start',
  async measure(workplace) {
    const product = await workplace.product();
    const script = z.object({ scripts: z.object({ serve: z.string() }) }).parse(JSON.parse(await readFile(`${root}/package.json`, 'utf8'))).scripts.serve;
    if (script !== 'node --import tsx bot/main.ts') throw new Error('npm run serve starts something else now: measure that');
    const imports = demanded.map((name) => `await import('${name}');`).join('');
    const alone = (): Promise<number> =>
      wallMs(async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', imports], { cwd: root, stdio: 'ignore' });
        const [status] = await once(child, 'exit');
        if (status !== 0) throw new Error('the demanded packages could not be imported');
      });
    const started = (): Promise<number> => product.startAnother();
    await alone();
    await started();
    const { measured, limit } = await besideLimit(started, alone);
    return [{ what: 'cold start of the bot', unit: 'ms', measured, limit, limitIs: 'a process that imports the demanded packages alone', goal: { kind: 'ratio-at-most', ratio: 1.3 } }];
  },
};
