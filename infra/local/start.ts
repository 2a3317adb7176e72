import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readOptions, type LaunchOptions } from './options.js';
import { personas } from './personas.js';
import { botId, tenantId } from './seed/people.js';
import { startStack, type Stack } from './stack.js';

// The launcher: `npm start`.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`Lockkeeper needs Node 22.12 or later; this is ${process.versions.node}. On Linux, npm ci brings Node 24 along: start with npm start.`);
  process.exit(1);
}

let stack: Stack | undefined;
let stopping: Promise<void> | undefined;

function stop(status: number): void {
  stopping ??= Promise.resolve(stack?.stop());
  void stopping.finally(() => process.exit(status));
}

const options = optionsOrExit();
const logFile = path.join(options.stateFolder, 'stack.log');
mkdirSync(options.stateFolder, { recursive: true });
const log = (name: string, line: string): void => {
  appendFileSync(logFile, `${name}: ${line}\n`);
};

process.on('SIGINT', () => { stop(0); });
process.on('SIGTERM', () => { stop(0); });
process.on('SIGHUP', () => { stop(0); });

try {
  if (!options.headless) console.log('Lockkeeper is starting …');
  stack = await startStack(options, log, (message) => {
    if (stopping) return;
    console.error(`${message}\nThe rest is being stopped. The whole log: ${logFile}`);
    stop(1);
  });
  if (stopping) await stack.stop();
  else if (options.headless) console.log(JSON.stringify(readyLine(stack)));
  else console.log(table(stack));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

function readyLine({ messagesUrl, botUrl, healthUrl, localCloudUrl }: Stack): object {
  return {
    ready: true,
    messagesUrl,
    botUrl,
    healthUrl,
    localCloudUrl,
    tenantId,
    botId,
    personas: personas.map(({ role, person, userId, conversationId }) => ({ role, name: person.name, aadObjectId: person.id, userId, conversationId })),
  };
}

function table({ addresses }: Stack): string {
  const rows = [
    ['Start page', addresses.page],
    ...addresses.playgrounds.map(({ role, url }) => [personas.find((persona) => persona.role === role)?.person.name ?? role, `${url}  (${role})`]),
    ['Bot', addresses.bot],
    ['Local cloud', addresses.cloud],
    ['Mail', addresses.mail],
    ['Database', addresses.data],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return `\n${rows.map(([name = '', value = '']) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n\nLockkeeper runs. Open the start page. Ctrl-C stops everything.`;
}

function optionsOrExit(): LaunchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
