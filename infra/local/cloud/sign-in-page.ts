import { createHash } from 'node:crypto';
import type { Area, Cloud } from './cloud.js';
import { announceSignIn } from './announce-sign-in.js';
import { escapeHtml } from './escape-html.js';
import { loopbackOnly } from './loopback.js';
import type { CloudResponse, RoutedRequest } from './router.js';

const style = `
:root { color-scheme: light dark; font-family: 'Segoe UI', system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { max-width: 26rem; padding: 2rem; border: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); border-radius: 0.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
p { line-height: 1.5; }
button { font: inherit; padding: 0.6rem 1.2rem; border: 0; border-radius: 0.25rem; background: #4f52b2; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px; }
output { font-size: 1.6rem; font-weight: 600; letter-spacing: 0.2em; }
`;

const headers: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};

/** `body` is HTML; everything in it that people typed must be escaped. */
const page = (status: number, title: string, body: string): CloudResponse => ({
  status,
  headers,
  body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`,
});

const used = (): CloudResponse => page(410, 'This link no longer works', '<p>It was used already, or it is older than an hour. Ask for a new one in Teams.</p>');

function ask(cloud: Cloud, nonce: string): CloudResponse {
  const link = cloud.signIns.readLink(nonce);
  if (!link) return used();
  const { user, stepUp } = link;
  return page(
    200,
    'Sign in',
    `<p>Account: <strong>${escapeHtml(user.mail)}</strong></p>
<p>Signing in lets Lockkeeper add people to groups in the directory with your rights, for what has been approved and for nothing else.</p>
${stepUp ? '<p>This sign-in includes the second proof of identity that the organisation asks for.</p>' : ''}
<form method="post" action="/sign-in"><input type="hidden" name="state" value="${escapeHtml(nonce)}"><button>Sign in as ${escapeHtml(user.displayName)}</button></form>`,
  );
}

async function confirm(cloud: Cloud, request: RoutedRequest): Promise<CloudResponse> {
  if (request.headers.origin !== request.url.origin && request.headers.origin !== `http://${request.headers.host ?? ''}`) {
    return page(403, 'Not from here', '<p>A sign-in is confirmed on its own page only.</p>');
  }
  const confirmed = cloud.signIns.confirmLink(new URLSearchParams(request.body.toString('utf8')).get('state') ?? '');
  if (!confirmed) return used();
  const told = await announceSignIn(cloud, confirmed);
  const next = told ? '<p>Go back to Teams. If it asks for a code, it is:</p>' : '<p>Go back to Teams and send this code:</p>';
  return page(200, 'You are signed in', `${next}<p><output>${confirmed.code}</output></p>`);
}

/** The page on which a person of the local tenant signs in: plain http on loopback, one button, reached by a link that works once. */
export const signInPage: Area = (cloud) => [
  loopbackOnly({ method: 'GET', path: '/sign-in', handle: (request) => ask(cloud, request.url.searchParams.get('state') ?? '') }),
  loopbackOnly({ method: 'POST', path: '/sign-in', handle: (request) => confirm(cloud, request) }),
];
