import { Command as Program, CommanderError, InvalidArgumentError } from 'commander';
import { LockkeeperError } from '../../services/context/index.js';
import { requestStates, type RequestState } from '../../services/requests/index.js';
import { auditVerifyCommand } from './audit-verify.js';
import type { Command, Report } from './command.js';
import { configCheckCommand } from './config-check.js';
import { addFlowchartCommands } from './flowchart-commands.js';
import { migrateCommand } from './migrate.js';
import { addRecordCommands } from './record-commands.js';
import { readState, requestsListCommand } from './requests-list.js';
import { findTarget, type Settings } from './target.js';

/** What a run has around it. */
export interface Terminal {
  readonly environment: Settings;
  /** Standard output: the answer and nothing else. */
  readonly answer: (text: string) => void;
  /** Standard error. */
  readonly complain: (text: string) => void;
}

/** 0: all is well. 1: something bad was found. 2: the command could not run. */
export type ExitStatus = 0 | 1 | 2;

const explanation = `
In full: migrate, config check, audit verify, requests list, record, and without a database record verify,
flowchart list, flowchart check, flowchart diagram, flowchart trace; each has its own --help.

Exit status: 0 all is well, 1 something bad was found, 2 the command could not run.
With --json the answer is one JSON document on one line, with "ok" (flowchart trace: a line for each ANSWERS,
without "ok"; record: the record itself); where the command could not run, {"ok":false,"error":"…"}, and the message stands on standard
error as well.`;

/** Runs one operators' command. It never throws: what goes wrong is said, and is the exit status. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const inJson = args.includes('--json');
  const fail = (message: string): ExitStatus => {
    terminal.complain(message);
    if (inJson) terminal.answer(JSON.stringify({ ok: false, error: message }));
    return 2;
  };

  const program = new Program('lockkeeper')
    .description('Operators’ commands. They speak to DATABASE_URL (migrate: MIGRATION_DATABASE_URL) where one of them is set, else to the local stack that runs.')
    .option('--state <folder>', 'state folder of the local stack', '.local')
    .addHelpText('after', explanation)
    .exitOverride()
    // What commander says of a wrong call is said below, with a hint and where need be in JSON.
    .configureOutput({ writeOut: (text) => { terminal.answer(text.trimEnd()); }, writeErr: () => undefined });

  const perform = async (work: () => Promise<Report>): Promise<void> => {
    try {
      const report = await work();
      const documents = report.jsonLines ?? [{ ok: report.ok, ...report.json }];
      terminal.answer((inJson ? documents.map((document) => JSON.stringify(document)) : report.lines).join('\n'));
      status = report.ok ? 0 : 1;
    } catch (error) {
      status = fail(messageOf(error));
    }
  };
  const run = (command: Command): Promise<void> => perform(async () => command(await findTarget(terminal.environment, program.opts<{ state: string }>().state)));
  addCommands(program, run);
  addRecordCommands(program, run, perform);
  addFlowchartCommands(program, perform);

  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(messageOf(error));
    return error.exitCode === 0 ? 0 : fail(usageMessage(error));
  }
}

function addCommands(program: Program, run: (command: Command) => Promise<void>): void {
  const add = (parent: Program, name: string, description: string): Program => parent.command(name).description(description).option('--json', 'answer in JSON, one document on one line');
  add(program, 'migrate', 'bring the database to the newest schema; harmless when it is').action(() => run(migrateCommand));
  const config = program.command('config').description('the settings');
  add(config, 'check', 'name every fault of the settings and the database').action(() => run(configCheckCommand));
  const audit = program.command('audit').description('the audit trail');
  add(audit, 'verify', 'verify the chain, name the first bad entry').action(() => run(auditVerifyCommand));
  const requests = program.command('requests').description('the requests');
  add(requests, 'list', 'list the newest 200 requests; people stand by directory id')
    .option('--in <state>', `only those in this state: ${requestStates.join(', ')}`, stateArgument)
    .action((options: { in?: RequestState }) => run((target) => requestsListCommand(target, options.in)));
}

function stateArgument(text: string): RequestState {
  try {
    return readState(text);
  } catch (error) {
    throw error instanceof LockkeeperError ? new InvalidArgumentError(error.userMessage) : error;
  }
}

/** Commander's own words, and where to read on. Called without a command it has none. */
function usageMessage({ code, message }: CommanderError): string {
  const said = code === 'commander.help' ? 'No command is given: migrate, config check, audit verify, requests list or record. Those that need no database: record verify, flowchart list, check, diagram or trace.' : message.replace(/^error: /, '');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}\nnpm run -s lockkeeper -- --help says what there is.`;
}

/** An address that found its way into a message loses its login. */
function messageOf(error: unknown): string {
  if (error instanceof LockkeeperError) return error.userMessage;
  const message = error instanceof Error ? error.message : String(error);
  return `The command failed: ${message.replace(/\/\/[^\s/@]*@/g, '//…@')}`;
}
