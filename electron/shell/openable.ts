/** The names of this computer, to which plain http stays private (RFC 8252, 8.3). */
const loopback: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** True for what may be handed to the system's browser: a web page over https, or over http on this computer. */
export function isOpenable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
}
