import { recordPage, recordPageStyle, type Wording } from '../../cards/index.js';
import { classificationRecord, type ClassificationRecord } from '../../services/classification/index.js';
import { takeLink } from '../../services/documents/index.js';
import type { PagesParts } from './pages-parts.js';
import { documentOf, fileOf, type Page } from './page.js';

/** The record of a classification, to read and to print; undefined for a link that does not open. */
export async function classificationPage(parts: PagesParts, token: string, { format }: Wording): Promise<Page | undefined> {
  const record = await recordBehind(parts, token);
  return record && documentOf(recordPage(record, format), recordPageStyle);
}

/** The same record as JSON, which is what can be verified. */
export async function classificationData(parts: PagesParts, token: string): Promise<Page | undefined> {
  const record = await recordBehind(parts, token);
  return record && fileOf(Buffer.from(JSON.stringify(record)), 'application/json', `${record.package.number}-classification.json`);
}

/** As its person may have it at this moment; reading it is on record. */
function recordBehind({ world }: PagesParts, token: string): Promise<ClassificationRecord | undefined> {
  return takeLink(world, { token, purpose: 'classification-record' }, async (context, link) => {
    const made = await classificationRecord(context, link.objectId);
    return made.kind === 'refused' ? undefined : made.value;
  });
}
