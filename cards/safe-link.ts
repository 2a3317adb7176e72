/**
 * An address that a card may open.
 * @throws Error when it is not https (on loopback, http will do)
 */
export function safeLink(link: string): string {
  const url = new URL(link);
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw new Error('A link must be an https address');
  return url.href;
}
