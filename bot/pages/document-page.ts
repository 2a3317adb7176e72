import { html, type Wording } from '../../cards/index.js';
import { findDocument, readDocument, takeLink } from '../../services/documents/index.js';
import { LockkeeperError, numberOf } from '../../services/context/index.js';
import { signedCopy } from '../../services/records/index.js';
import type { PagesParts } from './pages-parts.js';
import { fileOf, pageOf, type Page } from './page.js';

/** A stored document, to be saved; undefined for a link that does not open. */
export async function documentPage({ world, documents, fault }: PagesParts, token: string, { t, format }: Wording): Promise<Page | undefined> {
  const document = await takeLink(world, { token, purpose: 'document' }, async (context, link) => ((await signedCopy(context, link.objectId)) ? findDocument(context, link.objectId) : undefined));
  if (!document) return undefined;
  try {
    return fileOf(await readDocument(documents, document), document.mediaType, `${numberOf('document', document.id)}.pdf`);
  } catch (error) {
    if (!(error instanceof LockkeeperError) || error.code !== 'documents-unavailable') throw error;
    fault(error);
    return pageOf({ status: 503, language: format.language, title: t('page.away.title'), body: html`<p>${t('page.away.text')}</p>` });
  }
}
