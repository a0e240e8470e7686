/** Stands in the built index.html where the nonce of one answer goes; written by Vite's `html.cspNonce`. */
export const cspNoncePlaceholder = 'SATCHEL_CSP_NONCE';

/**
 * The policy of the built page: code and styles of our own origin, `<style>` elements that carry the nonce (Griffel
 * makes them at run time), pictures and films through the preview and thumbnail protocols, and nothing from any network.
 * `wasm-unsafe-eval` allows pdf.js to compile its own decoders (JPEG 2000, JBIG2); it does not allow `eval`.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' satchel-preview: satchel-thumbnail: data: blob:",
    'media-src satchel-preview:',
    "connect-src 'self' satchel-preview:",
    "worker-src 'self'",
    "font-src 'self' data:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The policy while developing: Vite's server injects inline scripts and styles and talks over a WebSocket. */
export function developmentPolicy(devServerUrl: string): string {
  const { origin, host } = new URL(devServerUrl);
  return [
    "default-src 'none'",
    `script-src ${origin} 'unsafe-inline' 'wasm-unsafe-eval'`,
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} satchel-preview: satchel-thumbnail: data: blob:`,
    'media-src satchel-preview:',
    `connect-src ${origin} ws://${host} satchel-preview:`,
    `worker-src ${origin} blob:`,
    `font-src ${origin} data:`,
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
