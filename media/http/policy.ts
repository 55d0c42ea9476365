/**
 * The headers of every answer that a window gets, in both shells. Nothing may be loaded, framed or sent
 * anywhere but to the core itself, so text from a prompt, a provider or an imported workflow stays text.
 */
export function securityHeaders(socket: string | undefined): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Menus, panels and the canvas are placed by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    // Not every browser counts a WebSocket of the same host as 'self'.
    `connect-src 'self'${socket ? ` ${socket}` : ''}`,
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  }
}
