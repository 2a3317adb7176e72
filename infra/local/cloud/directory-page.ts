import { createHash } from 'node:crypto';
import type { Area, Cloud } from './cloud.js';
import { escapeHtml } from './escape-html.js';
import { loopbackOnly } from './loopback.js';
import type { CloudResponse } from './router.js';

const style = `
:root { color-scheme: light dark; font-family: 'Segoe UI', system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.4rem; margin: 0 0 0.5rem; }
p { line-height: 1.5; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1rem 0.45rem 0; border-top: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
thead th { border-top: 0; }
tbody th { font-weight: 600; }
.nobody { color: color-mix(in srgb, CanvasText 70%, Canvas); }
`;

const headers: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const byName = (a: string, b: string): number => a.localeCompare(b, 'en-GB', { numeric: true });

/** Every group of the directory with the names of who is in it, read when it is asked for. */
function page({ state }: Cloud): CloudResponse {
  const { users, groups } = state.current;
  const names = new Map(users.map(({ id, displayName }) => [id, displayName]));
  const rows = groups
    .toSorted((a, b) => byName(a.displayName, b.displayName))
    .map(({ displayName, members }) => {
      const inside = members.map((id) => names.get(id) ?? id).toSorted(byName);
      return `<tr><th scope="row">${escapeHtml(displayName)}</th>${inside.length === 0 ? '<td class="nobody">nobody</td>' : `<td>${escapeHtml(inside.join(', '))}</td>`}</tr>`;
    });
  return {
    status: 200,
    headers,
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Directory groups on this machine</title><style>${style}</style></head>
<body><main><h1>Directory groups</h1>
<p>This is the local stand-in for the organisation’s directory, Microsoft Entra ID: an invented tenant on this machine. Lockkeeper grants access by adding people to these groups. Nothing can be changed here; load the page again to see what has changed.</p>
<table><thead><tr><th scope="col">Group</th><th scope="col">Members</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></main></body>
</html>
`,
  };
}

/** A page on which one sees who is in which group: plain http on loopback, read only. */
export const directoryPage: Area = (cloud) => [loopbackOnly({ method: 'GET', path: '/directory', handle: () => page(cloud) })];
