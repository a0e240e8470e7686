import { readFile } from 'node:fs/promises';
import { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
import { SatchelError } from '../../satchelError.ts';
import { askWithKeys } from './askWithKeys.ts';
import type { PlanOf } from './credentialPlan.ts';
import type { CredentialSource, Credentials } from './credentialSource.ts';
import { nameOfDevice, nameOfRole } from './names.ts';
import { fromSdk } from './sdkIdentity.ts';
import type { ServiceClients } from './serviceClients.ts';
import { serviceError } from './serviceErrors.ts';

/** What every kind of role session needs besides its plan. */
export type RoleTools = {
  readonly clients: ServiceClients;
  /** The name of the session where the profile sets none. */
  readonly sessionName: string;
};

/**
 * Begins a session of a role; `code` is that of the MFA device. Throws `account.codeNeeded` without one where the role
 * wants it, `account.codeWrong`, `account.roleRefused`, `account.incomplete`, `account.unsupported` and what the source throws.
 */
export async function assumeRole(
  plan: PlanOf<'role'>,
  source: CredentialSource,
  { clients, sessionName }: RoleTools,
  code?: string,
): Promise<Credentials> {
  const { profile, mfaSerial } = plan;
  const device = mfaSerial === undefined ? undefined : nameOfDevice(mfaSerial);
  if (device !== undefined && code === undefined) {
    const message = `The role of profile "${profile}" needs a code of the device "${device}".`;
    throw new SatchelError('account.codeNeeded', message, {
      action: 'enterCode',
      params: { profile, device },
    });
  }
  return askWithKeys(source, async (keys) => {
    // A client for each session: one that is kept would sign with what it remembers of the source's keys.
    const clientConfig = clients.config(plan.access, 'sts');
    const provider = fromTemporaryCredentials({
      masterCredentials: keys,
      clientConfig,
      params: {
        RoleArn: plan.roleArn,
        RoleSessionName: plan.roleSessionName ?? sessionName,
        ...(plan.externalId !== undefined && { ExternalId: plan.externalId }),
        ...(plan.durationSeconds !== undefined && { DurationSeconds: plan.durationSeconds }),
        ...(mfaSerial !== undefined && { SerialNumber: mfaSerial }),
      },
      ...(code !== undefined && { mfaCodeProvider: async () => code }),
    });
    try {
      return fromSdk(await provider());
    } catch (error) {
      throw serviceError(error, {
        profile,
        sourceProfile: plan.source.profile,
        keys,
        role: nameOfRole(plan.roleArn),
        ...(device !== undefined && { device }),
        ...(code !== undefined && { secrets: [code] }),
      });
    } finally {
      clientConfig.requestHandler.destroy();
    }
  });
}

/**
 * Begins a session of a role with the token that its file holds now; throws `account.tokenFileUnreadable`,
 * `account.roleRefused`, `credentials.expired` and `network.*`.
 */
export async function assumeRoleWithToken(
  plan: PlanOf<'webIdentity'>,
  { clients, sessionName }: RoleTools,
): Promise<Credentials> {
  // Read here and not by the SDK's `fromTokenFile`, which would hold everything up while a slow disk answers.
  const token = await readToken(plan);
  const clientConfig = clients.config(plan.access, 'sts');
  const provider = fromWebToken({
    clientConfig,
    roleArn: plan.roleArn,
    roleSessionName: plan.roleSessionName ?? sessionName,
    webIdentityToken: token,
  });
  try {
    return fromSdk(await provider());
  } catch (error) {
    const { profile, tokenFile } = plan;
    throw serviceError(error, {
      profile,
      secrets: [token],
      role: nameOfRole(plan.roleArn),
      file: tokenFile,
    });
  } finally {
    clientConfig.requestHandler.destroy();
  }
}

async function readToken({ profile, tokenFile }: PlanOf<'webIdentity'>): Promise<string> {
  const params = { profile, file: tokenFile };
  let token: string;
  try {
    token = (await readFile(tokenFile, 'utf8')).trim();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `The token file of profile "${profile}" cannot be read: ${reason}.`;
    throw new SatchelError('account.tokenFileUnreadable', message, { action: 'openConfig', params });
  }
  if (token !== '') return token;
  const message = `The token file of profile "${profile}" is empty.`;
  throw new SatchelError('account.tokenFileUnreadable', message, { action: 'openConfig', params });
}
