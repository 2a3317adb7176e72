import type { IncomingMessage } from 'node:http';
import { html, type Markup, type Wording } from '../../cards/index.js';
import { keepDocument, largestDocument, lookThroughLink, takeLink } from '../../services/documents/index.js';
import { agreementToSign, signAgreement, type AgreementToSign, type SignedAgreement } from '../../services/records/index.js';
import { LockkeeperError, numberOf } from '../../services/context/index.js';
import type { PagesParts } from './pages-parts.js';
import { pageOf, type Page } from './page.js';
import { readUpload, type Upload } from './read-upload.js';

type Fault = Exclude<Upload['kind'], 'pdf'> | 'store-away' | 'busy';
const statuses: Readonly<Record<Fault, number>> = { 'no-form': 400, 'no-file': 400, 'too-many': 400, 'too-large': 413, 'no-pdf': 415, aborted: 400, 'store-away': 503, busy: 503 };

/** Uploads that are read at one time: each takes memory. */
const mostAtOnce = 4;

/** The page on which the signed copy of an agreement is handed in, once. */
export class HandInPage {
  /** People whose uploads are under way: one each, so that nobody keeps the others out. */
  private readonly underWay = new Set<string>();

  constructor(private readonly parts: PagesParts) {}

  /** The form; undefined for a link that does not open. */
  async show(token: string, words: Wording): Promise<Page | undefined> {
    const agreement = await this.lookAt(token);
    return agreement && formPage(agreement, words);
  }

  /** Takes what is sent; undefined for a link that does not open. Whatever is wrong, the link stays good and nothing has changed. */
  async take(token: string, request: IncomingMessage, words: Wording): Promise<Page | undefined> {
    const agreement = await this.lookAt(token);
    if (!agreement) return undefined;
    const { handedInBy } = agreement;
    if (this.underWay.has(handedInBy) || this.underWay.size >= mostAtOnce) return formPage(agreement, words, 'busy');
    this.underWay.add(handedInBy);
    try {
      return await this.keep(token, agreement, await readUpload(request, largestDocument), words);
    } finally {
      this.underWay.delete(handedInBy);
    }
  }

  private lookAt(token: string): Promise<AgreementToSign | undefined> {
    return lookThroughLink(this.parts.world, { token, purpose: 'agreement-hand-in' }, (context, link) => agreementToSign(context, link.objectId));
  }

  private async keep(token: string, agreement: AgreementToSign, upload: Upload, words: Wording): Promise<Page | undefined> {
    if (upload.kind !== 'pdf') return formPage(agreement, words, upload.kind);
    const { name, bytes } = upload;
    try {
      const copy = await keepDocument(this.parts.documents, { kind: 'agreement', objectId: agreement.record.id, bytes, mediaType: 'application/pdf' });
      const signed = await takeLink(this.parts.world, { token, purpose: 'agreement-hand-in' }, (context, link) => signAgreement(context, link.objectId, copy, name));
      return signed && donePage(signed, words);
    } catch (error) {
      if (!(error instanceof LockkeeperError) || error.code !== 'documents-unavailable') throw error;
      this.parts.fault(error);
      return formPage(agreement, words, 'store-away');
    }
  }
}

function formPage({ record, about }: AgreementToSign, { t, format }: Wording, fault?: Fault): Page {
  const wrong: readonly Markup[] = fault === undefined ? [] : [html`<p class="note" role="alert"><strong>${t(`page.fault.${fault}`)}</strong></p>`];
  return pageOf({
    status: fault === undefined ? 200 : statuses[fault],
    language: format.language,
    title: t('page.hand-in.title'),
    body: html`${wrong}<p>${t('page.hand-in.text', { number: numberOf('record', record.id), about })}</p>
<form method="post" enctype="multipart/form-data"><label for="signed">${t('page.hand-in.label')}</label>
<input id="signed" name="signed" type="file" accept="application/pdf" required><p><button type="submit">${t('page.hand-in.send')}</button></p></form>
<p>${t('page.hand-in.after')}</p>`,
  });
}

const donePage = ({ document }: SignedAgreement, { t, number, format }: Wording): Page =>
  pageOf({
    language: format.language,
    title: t('page.stored.title'),
    body: html`<p>${t('page.stored.text')}</p><dl><dt>${t('page.stored.name')}</dt><dd>${document.fileName}</dd>
<dt>${t('page.stored.size')}</dt><dd>${t('page.stored.bytes', { bytes: number(document.sizeBytes) })}</dd><dt>SHA-256</dt><dd>${document.sha256}</dd></dl><p>${t('page.stored.next')}</p>`,
  });
