import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { readOptions, usage, type LaunchOptions } from './options.js';
import { personas } from './personas.js';
import { botId, tenantId } from './seed/people.js';
import { startStack, type Stack } from './stack.js';
import { whenNpmEnds } from './starter.js';

// The launcher: `npm start`.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`Lockkeeper needs Node 22.12 or later; this is ${process.versions.node}. On Linux, npm ci brings Node 24 along: start with npm start.`);
  process.exit(1);
}

const options = optionsOrExit();
const logFile = path.join(options.stateFolder, 'stack.log');
mkdirSync(options.stateFolder, { recursive: true });
const log = (name: string, line: string): void => {
  appendFileSync(logFile, `${name}: ${line}\n`);
};

let stack: Stack | undefined;
const stopping = new AbortController();

/** Ends everything in order, then this process. While it starts, the start is given up, and what had started ends. */
function stop(status: number): void {
  if (stopping.signal.aborted) return;
  if (!options.headless) console.log('Stopping…');
  process.exitCode = status;
  stopping.abort();
  if (stack) void stack.stop().finally(leave);
}

function leave(): void {
  if (!options.headless && stopping.signal.aborted) console.log('Stopped.');
  process.exit();
}

// Whoever read what is printed may have gone; that must not keep anything from being stopped in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { stop(0); });
if (process.env['npm_lifecycle_event'] !== undefined) whenNpmEnds(() => { stop(0); });

try {
  if (!options.headless) console.log('Lockkeeper is starting…');
  const started = await startStack(
    options,
    log,
    (message) => {
      if (stopping.signal.aborted) return;
      console.error(`${message}\nThe rest is being stopped. The whole log: ${logFile}`);
      stop(1);
    },
    stopping.signal,
  );
  stack = started;
  if (options.headless) console.log(JSON.stringify(readyLine(started)));
  else console.log(table(started));
} catch (error) {
  // A start that was given up fails for that reason, which whoever stopped it knows.
  if (!stopping.signal.aborted) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
  leave();
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
    ['Directory', addresses.directory],
    ['Local cloud', addresses.cloud],
    ['Mail', addresses.mail],
    ['Database', addresses.data],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return `\n${rows.map(([name = '', value = '']) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n\nLockkeeper runs. Open the start page. Ctrl-C stops everything.`;
}

function optionsOrExit(): LaunchOptions {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== 'help') return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
