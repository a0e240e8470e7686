import process from 'node:process';
import { runCommand } from './setup/commands.mjs';

process.exitCode = await runCommand(process.argv.slice(2));
