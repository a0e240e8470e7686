import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Computer } from '../../ports.ts';
import { SatchelError } from '../../satchelError.ts';
import type { SsoSession } from '../credentials/credentialPlan.ts';
import { pythonJson } from './pythonJson.ts';

/** A client that registered itself with a sign-in service. */
export type Registration = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAtMs: number;
};

/** What a sign-in gave. */
export type SsoToken = {
  readonly accessToken: string;
  readonly expiresAtMs: number;
  readonly refreshToken?: string;
  /** The client that it was given to, and that alone can refresh it. */
  readonly registration?: Registration;
};

/**
 * The AWS CLI's own cache, `~/.aws/sso/cache`, in its format: what it signs in to is signed in here, and the other way
 * round. What cannot be read counts as not there, as for the CLI; writing throws `account.fileNotWritable`.
 */
export type SsoCache = {
  readToken(session: SsoSession): Promise<SsoToken | undefined>;
  /** Keeps fields of the file that are not known here. */
  writeToken(session: SsoSession, token: SsoToken): Promise<void>;
  removeToken(session: SsoSession): Promise<void>;
  readRegistration(session: SsoSession): Promise<Registration | undefined>;
  writeRegistration(session: SsoSession, registration: Registration): Promise<void>;
};

/** What tells two sign-ins apart (botocore, SSOTokenLoader). */
export function sessionKey({ name, startUrl }: SsoSession): string {
  return name ?? startUrl;
}

/** The scopes to register with; the older form has none, and thus no refresh. */
export function scopesOf({ name, scopes }: SsoSession): readonly string[] | undefined {
  if (name === undefined) return undefined;
  return scopes.length > 0 ? scopes : ['sso:account:access'];
}

/** Opens the cache of this computer's user; nothing is read or made before it is needed. */
export function createSsoCache(computer: Pick<Computer, 'homeFolder'>): SsoCache {
  const folder = path.join(computer.homeFolder, '.aws', 'sso', 'cache');
  const fileOf = (text: string): string =>
    path.join(folder, `${createHash('sha1').update(text).digest('hex')}.json`);
  const tokenFile = (session: SsoSession): string => fileOf(sessionKey(session));
  // aws-cli, BaseSSOTokenFetcher._registration_cache_key: sorted by name.
  const registrationFile = (session: SsoSession): string =>
    fileOf(
      pythonJson({
        region: session.region,
        scopes: scopesOf(session) ?? null,
        session_name: session.name ?? null,
        startUrl: session.startUrl,
        tool: 'botocore',
      }),
    );
  return {
    async readToken(session) {
      return tokenFrom(await readFields(tokenFile(session)));
    },
    async writeToken(session, token) {
      const file = tokenFile(session);
      await writeFields(file, { ...(await readFields(file)), ...fieldsOfToken(session, token) });
    },
    async removeToken(session) {
      const file = tokenFile(session);
      await rm(file, { force: true }).catch((error: unknown) => {
        throw notWritable(file, error);
      });
    },
    async readRegistration(session) {
      const fields = await readFields(registrationFile(session));
      // Older versions of the CLI did not say what a registration is for: it was for this.
      const isForDevices =
        !Array.isArray(fields.grantTypes) || !fields.grantTypes.includes('authorization_code');
      return isForDevices ? registrationFrom(fields, 'expiresAt') : undefined;
    },
    async writeRegistration(session, { clientId, clientSecret, expiresAtMs }) {
      await writeFields(registrationFile(session), {
        clientId,
        clientSecret,
        expiresAt: timeText(expiresAtMs),
        scopes: scopesOf(session),
      });
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function tokenFrom(fields: Fields): SsoToken | undefined {
  const { accessToken, refreshToken } = fields;
  const expiresAtMs = timeFrom(fields.expiresAt);
  if (typeof accessToken !== 'string' || accessToken === '' || expiresAtMs === undefined) return undefined;
  const registration = registrationFrom(fields, 'registrationExpiresAt');
  return {
    accessToken,
    expiresAtMs,
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
    ...(registration && { registration }),
  };
}

function registrationFrom(fields: Fields, expiry: string): Registration | undefined {
  const { clientId, clientSecret } = fields;
  const expiresAtMs = timeFrom(fields[expiry]);
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string') return undefined;
  return expiresAtMs === undefined ? undefined : { clientId, clientSecret, expiresAtMs };
}

/** In the CLI's order (aws-cli, SSOTokenFetcher); what this token does not have must not stay from the one before. */
function fieldsOfToken(session: SsoSession, token: SsoToken): Fields {
  const { registration } = token;
  return {
    startUrl: session.startUrl,
    region: session.region,
    accessToken: token.accessToken,
    expiresAt: timeText(token.expiresAtMs),
    clientId: registration?.clientId,
    clientSecret: registration?.clientSecret,
    registrationExpiresAt: registration && timeText(registration.expiresAtMs),
    refreshToken: token.refreshToken,
  };
}

/** `2026-01-31T12:00:00Z`, in whole seconds. */
function timeText(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000', '');
}

/** Old versions of the CLI ended a time with "UTC". */
function timeFrom(text: unknown): number | undefined {
  const ms = typeof text === 'string' ? Date.parse(text.replace(/UTC$/, 'Z')) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

async function readFields(file: string): Promise<Fields> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    // Whatever is wrong with the file, the next sign-in replaces it.
    return {};
  }
}

/** Readers see the old file or the new one, whole; nobody else may read either. */
async function writeFields(file: string, fields: Fields): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(pythonJson(fields));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {
      // A folder that cannot be written to is what is reported, not that nothing can be removed from it.
    });
    throw notWritable(file, error);
  }
}

function notWritable(file: string, cause: unknown): SatchelError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SatchelError('account.fileNotWritable', reason, { params: { file } });
}
