import { isIPv4, isIPv6 } from 'node:net';
import type { ShareLink } from '../../../shared/domain/share.ts';
import { bareHost } from '../network/proxyHop.ts';
import { isLoopback } from '../network/proxyRoutes.ts';

/** Source: RFC 1918, RFC 3927 and RFC 6598. */
const privateIpv4 = /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
/** Unique local and link-local addresses. Source: RFC 4193 and RFC 4291. */
const privateIpv6 = /^f[cd][0-9a-f]{2}:|^fe[89ab][0-9a-f]:/;
/** Names that no public server answers for (RFC 6762, RFC 8375, ICANN's `internal`), and those of AWS's VPC endpoints. */
const privateName = /\.(local|lan|home\.arpa|internal|test)$|\.vpce\.amazonaws\.com(\.cn)?$/;

/** Who can reach the server of an address, as far as its host tells. */
export function reachOf(url: string): ShareLink['reach'] {
  const host = bareHost(new URL(url).hostname);
  if (isLoopback(host)) return 'computer';
  if (isIPv4(host)) return privateIpv4.test(host) ? 'network' : 'everywhere';
  if (isIPv6(host)) return privateIpv6.test(host) ? 'network' : 'everywhere';
  return !host.includes('.') || privateName.test(host) ? 'network' : 'everywhere';
}
