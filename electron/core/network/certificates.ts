import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import tls, { type SecureContext } from 'node:tls';
import { SatchelError } from '../satchelError.ts';

/** More than any bundle of all the world's authorities. */
const maxBundleBytes = 10_000_000;
const certificatePattern =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

type Made = { readonly version: string; readonly context: Promise<SecureContext> };

/** By path: making one takes 50 ms, and each call to a service of AWS has a handler of its own. */
const kept = new Map<string, Made>();

/**
 * What to trust with a file of certificates besides Node's well-known ones, and the system's where Node can read them
 * (22.15 and newer). Throws `account.certificatesUnreadable` for a file that is not there or holds no certificate.
 */
export async function trustBesides(caBundlePath: string): Promise<SecureContext> {
  const version = await versionOf(caBundlePath);
  const before = kept.get(caBundlePath);
  if (before?.version === version) return before.context;
  const made = { version, context: makeContext(caBundlePath) };
  kept.set(caBundlePath, made);
  return made.context;
}

async function makeContext(file: string): Promise<SecureContext> {
  const certificates = await readBundle(file);
  const ofSystem = 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ...ofSystem, ...certificates] });
}

/** Another one whenever the file may have changed; what is no file may have no end. */
async function versionOf(file: string): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (!found.isFile()) throw unreadable(file, 'it is no file.');
  if (found.size > maxBundleBytes) throw unreadable(file, `the file has ${found.size} bytes.`);
  return [found.dev, found.ino, found.size, found.mtimeMs, found.ctimeMs].join(' ');
}

async function readBundle(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'latin1').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const certificates = text.match(certificatePattern) ?? [];
  if (certificates.length === 0) throw unreadable(file, 'there is no certificate in PEM form in the file.');
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    throw unreadable(file, error);
  }
  return certificates;
}

function unreadable(file: string, reason: unknown): SatchelError {
  return new SatchelError('account.certificatesUnreadable', `The certificates cannot be used: ${reason}`, {
    params: { file },
    action: 'editAccount',
  });
}
