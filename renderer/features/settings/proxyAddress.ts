/** What is typed for a proxy of one's own. */
export type ProxyFields = { readonly url: string; readonly user: string; readonly password: string };

/** What is wrong with what was typed; `proxy.problem.<it>` is its sentence in the catalogue. */
export type ProxyProblem = 'missing' | 'hasUser' | 'scheme' | 'port' | 'invalid' | 'userMissing';

export type ProxyAddress =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'problem'; readonly problem: ProxyProblem };

/** The first mistake in the fields, if there is one. */
export function proxyProblemOf({ url, user, password }: ProxyFields): ProxyProblem | undefined {
  const address = readProxyAddress(url);
  if (address.kind === 'problem') return address.problem;
  return password !== '' && user.trim() === '' ? 'userMissing' : undefined;
}

const schemes: readonly string[] = ['http', 'https', 'socks5'];

/** Reads what was typed as a proxy's address, `scheme://host:port`; without a scheme it is `http`, as browsers have it. */
export function readProxyAddress(typed: string): ProxyAddress {
  const text = typed.trim().replace(/\/$/, '');
  if (text === '') return { kind: 'problem', problem: 'missing' };
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  if (!schemes.includes(scheme.toLowerCase())) return { kind: 'problem', problem: 'scheme' };
  if (rest.includes('@')) return { kind: 'problem', problem: 'hasUser' };
  const [, host, port] = /^(\[[\da-f:.]+\]|[^\s:/?#[\]\\]+)(?::(\d+))?$/i.exec(rest) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}`)) return { kind: 'problem', problem: 'invalid' };
  if (port === undefined) return { kind: 'problem', problem: 'port' };
  if (Number(port) < 1 || Number(port) > 65_535) return { kind: 'problem', problem: 'invalid' };
  return { kind: 'address', url: `${scheme.toLowerCase()}://${host}:${port}` };
}
