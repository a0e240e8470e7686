import { fromEnv, fromHttp, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import type { Clock, Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { PlanOf } from './credentialPlan.ts';
import type { Credentials } from './credentialSource.ts';
import { fromSdk } from './sdkIdentity.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** For each request; the service of an EC2 instance takes two, where there is none. */
const requestTimeoutMs = 800;
const longestMs = 2_000;

/**
 * Keys that this computer itself was given: by its environment, as an EC2 instance or as a container. Throws
 * `account.sourceUnavailable` after two seconds at most.
 */
export async function fetchComputerKeys(
  { profile, source }: PlanOf<'computer'>,
  { variables }: Computer,
  clock: Clock,
): Promise<Credentials> {
  let stopTimer = (): void => undefined;
  const tooLong = new Promise<never>((_, reject) => {
    stopTimer = clock.setTimer(() => reject(new Error('no answer in time')), longestMs);
  });
  try {
    return fromSdk(await Promise.race([providerOf(source, variables)(), tooLong]));
  } catch (error) {
    const message = `The source "${source}" of profile "${profile}" gives no keys: ${reasonOf(error)}`;
    throw new SatchelError('account.sourceUnavailable', message, {
      action: 'retry',
      params: { profile, source },
    });
  } finally {
    stopTimer();
  }
}

function providerOf(source: PlanOf<'computer'>['source'], variables: Computer['variables']) {
  const ignore = () => undefined;
  // Without a logger they write to the console.
  const init = {
    timeout: requestTimeoutMs,
    maxRetries: 0,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  };
  switch (source) {
    case 'Environment':
      return fromEnv();
    case 'EcsContainer':
      return fromHttp(init);
    case 'Ec2InstanceMetadata':
      if (variables.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') {
        throw new Error('AWS_EC2_METADATA_DISABLED is set');
      }
      return fromInstanceMetadata(init);
  }
}

function reasonOf(error: unknown): string {
  // V8 quotes what it could not parse, which may be part of a secret.
  if (error instanceof SyntaxError) return 'the answer is no JSON';
  return error instanceof Error ? withoutSecrets(error.message.split('\n')[0] ?? '') : 'unknown';
}
