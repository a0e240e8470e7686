import { SatchelError } from '../satchelError.ts';

/**
 * True for Node's codes of a certificate that is not trusted, out of its time, or another host's. Source: Node's tls
 * documentation, "X509 certificate error codes".
 */
export function isCertificateCode(systemCode: string): boolean {
  return /^(CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_C|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|ERR_TLS_CERT_)/.test(
    systemCode,
  );
}

/** What a caught error says when it is about a host's certificate; any other error as it is. */
export function withCertificateError(error: unknown, host: string): unknown {
  if (!(error instanceof Error) || error instanceof SatchelError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !isCertificateCode(code)) return error;
  return new SatchelError('network.certificateUntrusted', `${code}: ${error.message}`, { params: { host } });
}
