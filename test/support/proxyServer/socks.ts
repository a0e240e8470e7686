import type { Socket } from 'node:net';

type Keeper = { readonly user?: string; readonly password?: string };

/** Speaks the server's side of SOCKS5 (RFC 1928, 1929) on a connection, and joins it with what `connectTo` opens. */
export function acceptSocks(
  client: Socket,
  { user, password = '' }: Keeper,
  connectTo: (host: string, port: number) => Socket,
): void {
  let received = Buffer.alloc(0);
  let step = greet;

  /** Takes the first bytes away once so many are there. */
  function take(length: number): Buffer | undefined {
    if (received.length < length) return undefined;
    const taken = received.subarray(0, length);
    received = received.subarray(length);
    return taken;
  }

  function greet(): void {
    const methods = received[1];
    if (methods === undefined || take(2 + methods) === undefined) return;
    client.write(Buffer.from([5, user === undefined ? 0 : 2]));
    step = user === undefined ? open : identify;
    step();
  }

  function identify(): void {
    const userLength = received[1];
    const passwordLength = userLength === undefined ? undefined : received[2 + userLength];
    if (userLength === undefined || passwordLength === undefined) return;
    const message = take(3 + userLength + passwordLength);
    if (message === undefined) return;
    const isKnown =
      message.toString('utf8', 2, 2 + userLength) === user &&
      message.toString('utf8', 3 + userLength) === password;
    if (!isKnown) {
      client.end(Buffer.from([1, 1]));
      return;
    }
    client.write(Buffer.from([1, 0]));
    step = open;
    step();
  }

  function open(): void {
    const kind = received[3];
    const nameLength = received[4];
    if (kind === undefined || nameLength === undefined) return;
    const addressLength = { 1: 4, 3: 1 + nameLength, 4: 16 }[kind] ?? 0;
    const message = take(6 + addressLength);
    if (message === undefined) return;
    const address = message.subarray(4, 4 + addressLength);
    const host = kind === 3 ? address.toString('utf8', 1) : [...address].join('.');
    const upstream = connectTo(host, message.readUInt16BE(4 + addressLength));
    const answer = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
    client.off('data', onData);
    client.pause();
    upstream.on('connect', () => {
      client.write(answer(0));
      if (received.length > 0) upstream.write(received);
      upstream.pipe(client).pipe(upstream);
    });
    // 5: refused.
    upstream.on('error', () => client.end(answer(5)));
    client.on('close', () => upstream.destroy());
  }

  function onData(chunk: Buffer): void {
    received = Buffer.concat([received, chunk]);
    step();
  }
  client.on('data', onData);
}
