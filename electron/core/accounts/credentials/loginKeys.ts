import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import type { Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import { readFailure } from '../../storage/s3/errors.ts';
import { locateAwsFiles } from '../profiles/awsFiles.ts';
import type { PlanOf } from './credentialPlan.ts';
import type { Credentials } from './credentialSource.ts';
import { fromSdk } from './sdkIdentity.ts';
import type { ServiceClients } from './serviceClients.ts';
import { serviceError } from './serviceErrors.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/**
 * Keys of a sign-in that `aws login` made, refreshed where they need it; throws `account.signInNeeded` when it is over
 * (only `aws login` can make a new one) and `network.*` or `server.*` when the refresh cannot be asked for.
 */
export async function fetchLoginKeys(
  plan: PlanOf<'login'>,
  clients: ServiceClients,
  computer: Computer,
): Promise<Credentials> {
  const { profile } = plan;
  const { config, credentials } = locateAwsFiles(computer);
  const clientConfig = clients.config(plan.access, 'signin');
  const ignore = () => undefined;
  let refusal: unknown;
  const provider = fromLoginCredentials({
    profile,
    filepath: credentials,
    configFilepath: config,
    ignoreCache: true,
    clientConfig: {
      ...clientConfig,
      // The provider turns every failure into a text; what the client logs is the failure itself.
      logger: {
        debug: ignore,
        info: ignore,
        warn: ignore,
        error: (entry) => {
          refusal = entry?.error;
        },
      },
    },
  });
  try {
    return fromSdk(await provider());
  } catch {
    const cause = refusal === undefined ? undefined : failureOf(refusal, profile);
    if (cause !== undefined && /^(network|server|clock)\./.test(cause.code)) throw cause;
    const message = `The sign-in of profile "${profile}" is over; "aws login" makes a new one.`;
    throw new SatchelError('account.signInNeeded', message, {
      action: 'retry',
      params: { profile, program: `aws login --profile ${profile}` },
    });
  } finally {
    clientConfig.requestHandler.destroy();
  }
}

/** What kept the service from answering, without its own words: they may repeat a token that only the SDK knows. */
function failureOf(refusal: unknown, profile: string): SatchelError {
  const { code, params } = serviceError(refusal, { profile }).appError;
  const { name, systemCode, status } = readFailure(refusal);
  const how = withoutSecrets(systemCode ?? name) + (status === undefined ? '' : ` (HTTP ${status})`);
  const message = `The sign-in of profile "${profile}" could not be refreshed: ${how}`;
  return new SatchelError(code, message, { ...(params && { params }) });
}
