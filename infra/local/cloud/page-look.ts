import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.js';
import type { CloudResponse } from './router.js';

const style = `
:root { color-scheme: light dark; font-family: 'Segoe UI', system-ui, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.4rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
p { line-height: 1.5; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1rem 0.45rem 0; border-top: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
thead th { border-top: 0; }
tbody th { font-weight: 600; }
td { overflow-wrap: anywhere; }
ul { margin: 0.3rem 0 0; padding-left: 1.2rem; }
.nobody { color: color-mix(in srgb, CanvasText 70%, Canvas); }
`;

const headers: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Names in the order in which people count them. */
export const byName = (a: string, b: string): number => a.localeCompare(b, 'en-GB', { numeric: true });

/** A page of the local cloud that only shows. `content` is HTML. */
export const lookPage = (title: string, content: string): CloudResponse => ({
  status: 200,
  headers,
  body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>${content}</main></body>
</html>
`,
});

/** A table whose first column names each row. Cells are HTML. */
export const table = (columns: readonly string[], rows: readonly string[]): string => `<table><thead><tr>${columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
