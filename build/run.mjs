import process from 'node:process';
import { runCommand } from './setup/commands.mjs';
import { endWithParent } from './setup/endWithParent.mjs';

endWithParent();
process.exitCode = await runCommand(process.argv.slice(2));
