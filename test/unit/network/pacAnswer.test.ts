import { expect, test } from 'vitest';
import { parsePacAnswer } from '../../../electron/core/network/pacAnswer.ts';

test.for([
  ['DIRECT', ['direct']],
  ['PROXY proxy.example:3128', [{ kind: 'http', host: 'proxy.example', port: 3128 }]],
  ['proxy proxy.example', [{ kind: 'http', host: 'proxy.example', port: 80 }]],
  ['HTTP proxy.example:8080', [{ kind: 'http', host: 'proxy.example', port: 8080 }]],
  ['HTTPS proxy.example', [{ kind: 'https', host: 'proxy.example', port: 443 }]],
  ['SOCKS socks.example', [{ kind: 'socks4', host: 'socks.example', port: 1080 }]],
  ['SOCKS4 socks.example:1', [{ kind: 'socks4', host: 'socks.example', port: 1 }]],
  ['SOCKS5 [::1]:1081', [{ kind: 'socks5', host: '::1', port: 1081 }]],
  [
    ' PROXY  a:1 ;SOCKS5 b:2;; DIRECT ; ',
    [{ kind: 'http', host: 'a', port: 1 }, { kind: 'socks5', host: 'b', port: 2 }, 'direct'],
  ],
  ['QUIC a:1; PROXY b:2', [{ kind: 'http', host: 'b', port: 2 }]],
  ['PROXY a:0; PROXY b:99999; PROXY user:secret@c:1; PROXY; PROXY a:1 b', ['direct']],
  ['', ['direct']],
  ['nonsense', ['direct']],
] as const)('%s', ([answer, hops]) => {
  expect(parsePacAnswer(answer)).toEqual(hops);
});
