import { hash } from 'node:crypto';
import { html, Markup } from '../../cards/index.js';

/** What a browser is answered. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Plain enough for a phone, a screen reader and a printer; colours are those of the reader's own settings. */
const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; } h2 { font-size: 1.1rem; }
.note { border-left: .25rem solid; padding-left: .75rem; }
dt { font-weight: bold; } dd { margin: 0 0 .75rem; }
label { display: block; font-weight: bold; } input { font: inherit; margin: .5rem 0 1rem; max-width: 100%; }
button { font: inherit; padding: .6rem 1.2rem; } :focus-visible { outline: .2rem solid; outline-offset: .15rem; }
.sign { break-inside: avoid; margin-top: 3rem; } .line { border-bottom: 1px solid; height: 3rem; }
@media print { body { max-width: none; padding: 0; } .screen { display: none; } }
`;

const styleSheet = new Markup(style);

const policy = [`default-src 'none'`, `style-src 'sha256-${hash('sha256', style, 'base64')}'`, `form-action 'self'`, `base-uri 'none'`, `frame-ancestors 'none'`].join('; ');

/** No script, no cookie, nothing kept, nothing told to other sites, in nobody's frame. */
const guarded: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

export interface PageContent {
  readonly status?: number;
  readonly language: string;
  readonly title: string;
  readonly body: Markup;
}

export function pageOf({ status = 200, language, title, body }: PageContent): Page {
  const whole = html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${styleSheet}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
  return { status, headers: { ...guarded, 'Content-Type': 'text/html; charset=utf-8' }, body: whole.html };
}

/** A whole document with a style of its own, and no script. */
export function documentOf(markup: string, ownStyle: string): Page {
  const allowed = `default-src 'none'; style-src 'sha256-${hash('sha256', ownStyle, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { status: 200, headers: { ...guarded, 'Content-Security-Policy': allowed, 'Content-Type': 'text/html; charset=utf-8' }, body: markup };
}

/** Bytes to be saved under a name; no browser shows them as anything else than they are. */
export function fileOf(bytes: Uint8Array, mediaType: string, name: string): Page {
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_');
  return { status: 200, headers: { ...guarded, 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${plain}"` }, body: bytes };
}
