import { basename } from 'node:path';
import { assertNever } from '../../../../shared/assertNever.ts';
import type { ErrorAction, ErrorCode } from '../../../../shared/domain/appError.ts';
import type { Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import { runChild, stderrTailLength } from './childProcess.ts';
import { splitCommandLine } from './commandLine.ts';
import type { PlanOf } from './credentialPlan.ts';
import type { Credentials } from './credentialSource.ts';
import { parseProcessAnswer } from './processAnswer.ts';
import { withoutSecrets } from './withoutSecrets.ts';

const stdoutLimitBytes = 64 * 1024;
const shownLength = 2000;

export type CredentialProcessOptions = {
  /** The folders in which the program is looked for; undefined leaves the computer's own PATH. */
  readonly path: () => Promise<string | undefined>;
  readonly computer: Computer;
  /** How long the program may take, a minute if missing. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/**
 * Runs a profile's `credential_process` without a shell and returns the keys that it prints. Throws
 * `account.processFailed` with the end of what it said on stderr, `account.processTimedOut` (it and what it started are
 * gone then), `account.processBadAnswer`, `account.unsupported` for a command line with an open quote, or `cancelled`.
 */
export async function runCredentialProcess(
  plan: PlanOf<'process'>,
  { path, computer, timeoutMs = 60_000, signal }: CredentialProcessOptions,
): Promise<Credentials> {
  const command = splitCommandLine(plan.command, computer.platform);
  const [program] = command ?? [];
  if (!command || !program) {
    throw new SatchelError(
      'account.unsupported',
      `The credential_process of profile "${plan.profile}" is no command line, or leaves a quote open.`,
      { action: 'openConfig', params: { profile: plan.profile, key: 'credential_process' } },
    );
  }
  // Someone may have written a variable in front, as for a shell.
  const name = withoutSecrets(basename(program));
  const fail = (code: ErrorCode, what: string, action: ErrorAction = 'retry') =>
    new SatchelError(code, `${name}, the credential_process of profile "${plan.profile}", ${what}`, {
      action,
      params: { profile: plan.profile, program: name },
    });

  const loginPath = await path();
  const variables = loginPath === undefined ? computer.variables : { ...computer.variables, PATH: loginPath };
  const end = await runChild(command, {
    variables,
    platform: computer.platform,
    timeoutMs,
    stdoutLimitBytes,
    signal,
  });

  switch (end.kind) {
    case 'notStarted':
      throw fail('account.processFailed', `could not be started: ${end.reason}`, 'openConfig');
    case 'timedOut':
      throw fail('account.processTimedOut', `did not end within ${timeoutMs / 1000} s.`);
    case 'cancelled':
      throw new SatchelError('cancelled', `${name} was stopped.`);
    case 'ended': {
      if (!end.isOk) throw fail('account.processFailed', `${end.how}: ${shown(end.stderr)}`);
      const answer = parseProcessAnswer(end.stdout, Date.now());
      if (typeof answer === 'string') throw fail('account.processBadAnswer', answer);
      return answer;
    }
    case 'tooLong':
    case 'enough':
      throw fail('account.processBadAnswer', `printed more than ${stdoutLimitBytes} bytes.`);
    default:
      return assertNever(end, 'end of a credential process');
  }
}

/** The end of what a program said, which is for people: no secret, no line that is cut before its secret shows as one. */
function shown(stderr: string): string {
  const isCut = stderr.length >= stderrTailLength;
  const whole = isCut ? stderr.slice(stderr.indexOf('\n') + 1 || stderr.length) : stderr;
  return withoutSecrets(whole).trim().slice(-shownLength) || 'it gave no reason.';
}
