import { runProgram } from './program.js';

// Operators' commands: `npm run -s lockkeeper -- <command>`.

// A reader that is gone (`| head`) is no fault of the command.
process.stdout.on('error', () => undefined);
process.exitCode = await runProgram(process.argv.slice(2), {
  environment: process.env,
  answer: (text) => { console.log(text); },
  complain: (text) => { console.error(text); },
});
