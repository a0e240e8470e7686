import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls, { type SecureContext } from 'node:tls';
import { SatchelError } from '../satchelError.ts';

/** More than any bundle of all the world's authorities. */
const maxBundleBytes = 10_000_000;
const certificatePattern =
  /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * What to trust with a file of certificates besides Node's well-known ones, and the system's where Node can read them
 * (22.15 and newer). Throws `account.certificatesUnreadable` for a file that is not there or holds no certificate.
 */
export async function trustBesides(caBundlePath: string): Promise<SecureContext> {
  const certificates = await readBundle(caBundlePath);
  const ofSystem = 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ...ofSystem, ...certificates] });
}

async function readBundle(file: string): Promise<readonly string[]> {
  const unreadable = (reason: unknown) =>
    new SatchelError('account.certificatesUnreadable', `The certificates cannot be used: ${reason}`, {
      params: { file },
      action: 'editAccount',
    });
  const text = await readFile(file).catch((error: unknown) => {
    throw unreadable(error);
  });
  if (text.byteLength > maxBundleBytes) throw unreadable(`the file has ${text.byteLength} bytes.`);
  const certificates = text.toString('latin1').match(certificatePattern) ?? [];
  if (certificates.length === 0) throw unreadable('there is no certificate in PEM form in the file.');
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    throw unreadable(error);
  }
  return certificates;
}
