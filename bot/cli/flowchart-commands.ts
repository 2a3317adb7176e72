import type { Command as Program } from 'commander';
import type { Report } from './command.js';
import { flowchartCheckCommand } from './flowchart-check.js';
import { flowchartDiagramCommand } from './flowchart-diagram.js';
import { flowchartListCommand } from './flowchart-list.js';
import { flowchartTraceCommand } from './flowchart-trace.js';

interface Own {
  readonly folder?: string;
}

/** Adds the commands of flowcharts. They work on files alone and look for no database. */
export function addFlowchartCommands(program: Program, report: (work: () => Promise<Report>) => Promise<void>): void {
  const flowchart = program.command('flowchart').description('the flowcharts that people classify by; these commands need no database');
  const add = (name: string, description: string, json = 'answer in JSON, one document on one line'): Program => flowchart.command(name).description(description).option('--json', json);
  const own = ['--folder <folder>', 'a folder with flowcharts of your institution, beside those of the product'] as const;
  add('list', 'list the flowcharts')
    .option(...own)
    .action(({ folder }: Own) => report(() => flowchartListCommand(folder)));
  add('check', 'check files and name every fault; status 1 when there is one')
    .argument('<files...>', 'files that hold a flowchart each, in JSON; those of the product are checked whenever it starts')
    .action((files: readonly string[]) => report(() => flowchartCheckCommand(files)));
  add('diagram', 'draw a flowchart, for Mermaid')
    .argument('<name>', 'as list tells it')
    .option(...own)
    .action((name: string, { folder }: Own) => report(() => flowchartDiagramCommand(name, folder)));
  add('trace', 'walk a flowchart along answers; status 1 when some lead to no tier', 'answer in JSON, one document on a line for each ANSWERS')
    .argument('<name>', 'as list tells it')
    .argument('<answers...>', 'such as NYNNN: a letter, Y or N, for each question in turn')
    .option(...own)
    .action((name: string, rows: readonly string[], { folder }: Own) => report(() => flowchartTraceCommand(name, rows, folder)));
}
