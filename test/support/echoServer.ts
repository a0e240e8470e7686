import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a server refuses: with an error of its service, or with a web page. */
export type Refusal = { readonly status: number; readonly code: string } | 'page';

/** A server that refuses everything, and says in each answer all that it was told and knows. */
export type EchoServer = {
  readonly url: string;
  refuseWith(refusal: Refusal): void;
  /** How many requests came. */
  count(): number;
  close(): Promise<void>;
};

/** Starts one that speaks as S3, STS, the sign-in service and its portal do; it knows the
 * secrets of these access keys. */
export async function startEchoServer(secrets: Readonly<Record<string, string>>): Promise<EchoServer> {
  let refusal: Refusal = { status: 403, code: 'AccessDenied' };
  let count = 0;
  const server = createServer(async (request, response) => {
    count += 1;
    const own = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const said = `${await told(request)} ${own} ${secrets[own] ?? ''}`;
    if (refusal === 'page') {
      response.writeHead(200, { 'content-type': 'text/html', 'x-said': headerText(said) });
      response.end(`<!doctype html><html><title>${escapeXml(said)}</title></html>`);
      return;
    }
    const { status, code } = refusal;
    const isJson = /^\/(client|device_authorization|token|federation|assignment|logout|v1\/token)/.test(
      request.url ?? '',
    );
    if (isJson) {
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
      response.end(JSON.stringify({ __type: code, message: said, error: code, error_description: said }));
      return;
    }
    const text = escapeXml(said);
    const fields = [
      'Message',
      'Resource',
      'AWSAccessKeyId',
      'StringToSign',
      'Region',
      'BucketName',
      'RequestId',
    ]
      .map((name) => `<${name}>${text}</${name}>`)
      .join('');
    const error = `<Error><Type>Sender</Type><Code>${code}</Code>${fields}</Error>`;
    const isSts = request.method === 'POST' && request.url === '/';
    response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': headerText(said) });
    response.end(
      `<?xml version="1.0"?>${isSts ? `<ErrorResponse>${error}<RequestId>${text}</RequestId></ErrorResponse>` : error}`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuseWith: (next) => {
      refusal = next;
    },
    count: () => count,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function told(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString();
  const form = [...new URLSearchParams(body).values()].join(' ');
  return `${request.url} ${Object.values(request.headers).join(' ')} ${body} ${form}`;
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, ' ').slice(0, 6_000);
