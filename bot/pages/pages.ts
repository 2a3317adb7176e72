import type { Next, Request, Response, Server } from 'restify';
import { html, languageOf, wording, type Wording } from '../../cards/index.js';
import { pagesRoot, type PageName } from './addresses.js';
import { agreementPage } from './agreement-page.js';
import { classificationData, classificationPage } from './classification-pages.js';
import { documentPage } from './document-page.js';
import { HandInPage } from './hand-in-page.js';
import { pageOf, type Page } from './page.js';
import type { PagesParts } from './pages-parts.js';

type Answer = (token: string, request: Request, words: Wording) => Promise<Page | undefined>;

/**
 * The few pages that a browser opens, each with a link that was issued in somebody's own chat. Links that are unknown, over, used or somebody
 * else's all look like no page at all.
 */
export function addPages(server: Server, parts: PagesParts): void {
  const handIn = new HandInPage(parts);
  const pages: Readonly<Record<PageName, Answer>> = {
    agreement: (token, _request, words) => agreementPage(parts, token, words),
    'hand-in': (token, _request, words) => handIn.show(token, words),
    document: (token, _request, words) => documentPage(parts, token, words),
    classification: (token, _request, words) => classificationPage(parts, token, words),
    'classification-data': (token) => classificationData(parts, token),
  };
  for (const [name, page] of Object.entries(pages)) server.get(`${pagesRoot}/${name}/:token`, answering(parts, page));
  server.post(`${pagesRoot}/hand-in/:token`, answering(parts, (token, request, words) => handIn.take(token, request, words)));
}

function answering(parts: PagesParts, page: Answer): (request: Request, response: Response, next: Next) => void {
  return (request, response, next) => {
    const words = wording({ language: languageOf(request.headers['accept-language']?.split(',')[0]), timeZone: parts.timeZone });
    const token = String((request.params as Readonly<Record<string, unknown>>)['token'] ?? '');
    void page(token, request, words)
      .catch((error: unknown) => {
        parts.fault(error);
        return notice(500, 'page.failed.title', 'page.failed.text', words);
      })
      .then((found) => { send(request, response, found ?? notice(404, 'page.gone.title', 'page.gone.text', words)); })
      .finally(() => { next(); });
  };
}

const notice = (status: number, title: 'page.failed.title' | 'page.gone.title', text: 'page.failed.text' | 'page.gone.text', { t, format }: Wording): Page =>
  pageOf({ status, language: format.language, title: t(title), body: html`<p>${t(text)}</p>` });

/** Milliseconds after which a sender who goes on sending what nobody reads is cut off. */
const patienceMs = 3_000;

function send(request: Request, response: Response, { status, headers, body }: Page): void {
  const unread = !request.complete && request.method === 'POST';
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)), ...(unread ? { Connection: 'close' } : {}) });
  response.end(body);
  if (!unread) return;
  request.resume();
  setTimeout(() => request.socket.destroy(), patienceMs).unref();
}
