import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';

/** A certificate that an authority of this test's own has signed, for this computer and every name in `.test`. */
export type TestCertificates = {
  readonly folder: string;
  /** The authority's certificate, which nobody trusts by itself. */
  readonly caPath: string;
  readonly key: Buffer;
  readonly cert: Buffer;
  remove(): Promise<void>;
};

/** Makes an authority and a certificate with the openssl program. */
export async function makeCertificates(): Promise<TestCertificates> {
  const folder = await mkdtemp(path.join(tmpdir(), 'satchel-certificates-'));
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test authority',
  );
  await openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=s3.test');
  await writeFile(path.join(folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:s3.test,DNS:*.s3.test');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  await openssl('x509', '-req', '-in', 'server.csr', ...signing, '-out', 'server.pem');
  const read = (name: string) => readFile(path.join(folder, name));
  return {
    folder,
    caPath: path.join(folder, 'ca.pem'),
    key: await read('server.key'),
    cert: await read('server.pem'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** TLS in front of a server that speaks none. */
export type TlsFront = { readonly port: number; close(): Promise<void> };

/** Takes TLS connections on a loopback port and joins each with one to another port of this computer. */
export async function startTlsFront(
  { key, cert }: Pick<TestCertificates, 'key' | 'cert'>,
  targetPort: number,
): Promise<TlsFront> {
  const open = new Set<TLSSocket>();
  const server = createServer({ key, cert }, (client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    open.add(client);
    client.on('close', () => {
      open.delete(client);
      upstream.destroy();
    });
    client.on('error', () => client.destroy());
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    upstream.pipe(client).pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
