import { Command as Program } from 'commander';
import { LockkeeperError } from '../../services/context/index.js';
import { auditVerifyCommand } from './audit-verify.js';
import type { Command } from './command.js';
import { configCheckCommand } from './config-check.js';
import { migrateCommand } from './migrate.js';
import { requestsListCommand } from './requests-list.js';
import { findTarget } from './target.js';

// Operators' commands: `npm run -s lockkeeper -- <command>`. Exit status: 0 all is well, 1 something was found, 2 the command could not run.

const program = new Program('lockkeeper')
  .description('Operators’ commands. They speak to DATABASE_URL where that is set, else to the local stack that runs.')
  .option('--state <folder>', 'state folder of the local stack', '.local')
  .showHelpAfterError();

const add = (parent: Program, name: string, description: string): Program => parent.command(name).description(description).option('--json', 'answer in JSON, on one line');

async function run(command: Command, options: { readonly json?: true }): Promise<void> {
  try {
    const report = await command(await findTarget(process.env, program.opts<{ state: string }>().state));
    console.log(options.json ? JSON.stringify(report.json) : report.lines.join('\n'));
    process.exitCode = report.ok ? 0 : 1;
  } catch (error) {
    const message = error instanceof LockkeeperError ? error.userMessage : `The command failed: ${error instanceof Error ? error.message : String(error)}`;
    if (options.json) console.log(JSON.stringify({ error: message }));
    else console.error(message);
    process.exitCode = 2;
  }
}

add(program, 'migrate', 'bring the database to the newest schema').action((options: { json?: true }) => run(migrateCommand, options));
const config = program.command('config').description('the settings');
add(config, 'check', 'name every fault of the settings').action((options: { json?: true }) => run(configCheckCommand, options));
const audit = program.command('audit').description('the audit trail');
add(audit, 'verify', 'verify the chain, name the first bad entry').action((options: { json?: true }) => run(auditVerifyCommand, options));
const requests = program.command('requests').description('the requests');
add(requests, 'list', 'list requests, newest first')
  .option('--in <state>', 'only those in this state')
  .action((options: { json?: true; in?: string }) => run((target) => requestsListCommand(target, options.in), options));

await program.parseAsync();
