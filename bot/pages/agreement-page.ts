import { html, type Wording } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { takeLink } from '../../services/documents/index.js';
import { printAgreement } from '../../services/records/index.js';
import type { PagesParts } from './pages-parts.js';
import { pageOf, type Page } from './page.js';

/** The generated agreement, to be printed and signed; undefined for a link that does not open. */
export async function agreementPage({ world, agreements }: PagesParts, token: string, { t, day, format }: Wording): Promise<Page | undefined> {
  const printed = await takeLink(world, { token, purpose: 'agreement-print' }, (context, link) => printAgreement(context, { ...agreements, day }, link.objectId));
  if (!printed) return undefined;
  const { title, sections, signatures } = printed.text;
  const number = numberOf('record', printed.recordId);
  return pageOf({
    language: format.language,
    title,
    body: html`<p class="note screen">${t('page.agreement.print')}</p><p>${t('page.agreement.number', { number })}</p>
${sections.map(({ heading, paragraphs }) => html`<section><h2>${heading}</h2>${paragraphs.map((text) => html`<p>${text}</p>`)}</section>`)}
${signatures.map(({ party, says }) => html`<section class="sign"><h2>${party}</h2><p>${says}</p><div class="line"></div></section>`)}`,
  });
}
