import { readEntry } from '../../services/audit/index.js';
import type { ClassificationRecord } from '../../services/classification/index.js';
import { isTextKey } from '../text.js';
import { exactly, html, type Markup } from './html.js';
import type { RecordWords } from './record-words.js';
import { facts, paragraphs, table } from './table.js';

/** The audit entries that prove the record, with what a reader needs to compute the hashes, and who stands behind the ids. */
export function proofPart({ audit, people, rounds, flowcharts }: ClassificationRecord, words: RecordWords): Markup {
  const { t } = words;
  const salts = rounds.flatMap(({ opinions }) => opinions.map(({ id, person, salt }): readonly string[] => [String(id), words.person(person), salt]));
  return html`<section>
<h2>${t('record.proof')}</h2>
${paragraphs([t('record.proof-1'), t('record.proof-2'), t('record.proof-3')])}
${audit.head === null ? '' : facts([[t('record.head'), html`<p>${t('record.entry-number', { number: audit.head.seq })}</p><code>${audit.head.hash}</code>`]])}
${audit.entries.map((entry) => entryPart(entry, words))}
${salts.length === 0 ? '' : html`${paragraphs([t('record.salts-text')])}${table(t('record.salts'), [t('record.opinion-number'), t('record.person'), t('record.salt')], salts.map(([id = '', name = '', salt = '']) => [id, name, html`<code>${salt}</code>`]))}`}
${flowcharts.length === 0 ? '' : table(t('record.versions'), [t('record.flowchart'), t('record.version')], flowcharts.map(({ name, version }) => [name, html`<code>${version}</code>`]))}
${people.length === 0 ? '' : table(t('record.people'), [t('record.person'), t('record.directory-id')], people.map(({ id, name }) => [name, html`<code>${id}</code>`]))}
</section>
`;
}

function entryPart({ seq, prev, hash, entry }: ClassificationRecord['audit']['entries'][number], { t, person, at }: RecordWords): Markup {
  const read = readEntry(entry);
  const action = `record.act.${read?.action.replace(/^classification\./u, '') ?? ''}`;
  return html`<div class="entry">
<h4>${t('record.entry', { number: seq, what: isTextKey(action) ? t(action) : (read?.action ?? '') })}</h4>
${read ? html`<p class="small">${t('record.by-on', { name: person(read.actor.id), at: at(read.at) })}</p>` : ''}
<pre>${exactly(entry)}</pre>
<p class="small">${t('record.prev')} <code>${prev}</code></p>
<p class="small">${t('record.hash')} <code>${hash}</code></p>
</div>
`;
}
