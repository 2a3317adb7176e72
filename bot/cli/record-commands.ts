import { Option, type Command as Program } from 'commander';
import type { Command, Report } from './command.js';
import { recordVerifyCommand } from './record-verify.js';
import { recordCommand } from './record.js';

/** Adds the commands of classification records: `record WP-0003` asks the database, `record verify FILE` needs none. */
export function addRecordCommands(program: Program, run: (command: Command) => Promise<void>, report: (work: () => Promise<Report>) => Promise<void>): void {
  const record = program
    .command('record')
    .description('the record of a classification, with the audit entries that prove it')
    .argument('<number>', 'a classified work package, such as WP-0003')
    .option('--json', 'answer with the record itself, one JSON document on one line, for record verify')
    .addOption(new Option('--html', 'answer with a page to read and print').conflicts('json'))
    .action((number: string, { html }: { html?: true }) => run((target) => recordCommand(target, number, html ? 'page' : 'lines')));
  record
    .command('verify')
    .description('check a record by itself and name every fault; status 1 when there is one; needs no database')
    .argument('<file>', 'a record, in JSON')
    .option('--json', 'answer in JSON, one document on one line')
    .action((file: string) => report(() => recordVerifyCommand(file)));
}
