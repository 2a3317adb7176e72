import type { ClassificationRecord } from '../../services/classification/index.js';
import { canBeOverridden, controlKeys } from '../../services/tiers/index.js';
import { controlFacts } from '../classification/control-words.js';
import type { Format } from '../text.js';
import { html, type Markup, type Part } from './html.js';
import { proofPart } from './record-proof.js';
import { roundPart } from './record-rounds.js';
import { recordStyle } from './record-style.js';
import { recordWords, type RecordWords } from './record-words.js';
import { facts, paragraphs, table } from './table.js';

/** What stands in the page's one `style` element, to the last character: whoever serves it allows this style and no other. */
export const recordPageStyle = recordStyle.html;

/**
 * The record of a classification as one HTML document to read and to print: no script, nothing from elsewhere, everything that people wrote
 * escaped. It shows what the JSON proves; it is the JSON that is verified, since it holds the flowcharts whole.
 */
export function recordPage(record: ClassificationRecord, format: Format): string {
  const words = recordWords(record, format);
  const { t, person, at } = words;
  const { number, title, tier } = record.package;
  return html`<!doctype html>
<html lang="${format.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${t('record.title', { number })}</title>
<style>${recordStyle}</style>
</head>
<body>
<header>
<p class="kind">${t('record.kind')}</p>
<h1>${number} ${title}</h1>
<p class="verdict">${t('package-band.classified', { tier })}</p>
<p class="small">${t('record.made', { name: person(record.madeBy), at: at(record.madeAt) })}</p>
</header>
<main>
${summaryPart(record, words)}
<section>
<h2>${t('record.how')}</h2>
${record.rounds.length === 0 ? paragraphs([t('record.no-rounds')]) : record.rounds.map((round, place) => roundPart(round, place + 1, tier, words))}
</section>
${record.approvals.length === 0 ? '' : approvalsPart(record, words)}
${controlsPart(record, words)}
${proofPart(record, words)}
</main>
<footer><p class="small">${t('record.format', { format: record.format })}</p></footer>
</body>
</html>
`.html;
}

function summaryPart(record: ClassificationRecord, { t, at }: RecordWords): Markup {
  const { title, purpose, preliminaryTier, classifiedAt, successorOf } = record.package;
  const datasets = record.datasets.map(({ number, name, provider, inPackage }) => html`<p>${t('record.dataset', { number, name, provider, there: inPackage ? 'yes' : 'no' })}</p>`);
  const rows: readonly (readonly [string, Part])[] = [
    [t('record.project'), `${record.project.number} ${record.project.title}`],
    [t('record.package'), title],
    [t('package.purpose'), purpose.split(/\n+/u).map((paragraph) => html`<p>${paragraph}</p>`)],
    [t('package.datasets'), datasets.length === 0 ? t('package.no-datasets') : datasets],
    ...(preliminaryTier === null ? [] : [[t('package.preliminary'), t('tier.name', { tier: preliminaryTier })] as const]),
    ...(classifiedAt === null ? [] : [[t('record.classified'), at(classifiedAt)] as const]),
    ...(successorOf === null ? [] : [[t('package.successor-of'), successorOf] as const]),
  ];
  return html`<section>
<h2>${t('record.about-package')}</h2>
${facts(rows)}</section>
`;
}

function approvalsPart({ approvals }: ClassificationRecord, { t, person, dataset, at }: RecordWords): Markup {
  const rows = approvals.map((approval): readonly Part[] => [
    person(approval.subject),
    dataset(approval.datasetId),
    approval.principal === null || approval.principal === approval.representative ? person(approval.representative) : t('record.for', { what: person(approval.representative), name: person(approval.principal) }),
    at(approval.approvedAt),
    approval.voidedAt === null ? (approval.request ?? t('record.approval-stands')) : t('record.voided', { at: at(approval.voidedAt) }),
  ]);
  return html`<section>
<h2>${t('record.approvals')}</h2>
${table(t('record.approvals-caption'), [t('record.person'), t('label.dataset'), t('record.approved-by'), t('record.when'), t('record.became')], rows)}</section>
`;
}

function controlsPart({ package: { tier }, provisioned }: ClassificationRecord, words: RecordWords): Markup {
  const { t } = words;
  const rows = controlFacts(tier, words).map(({ title, value }, place): readonly Part[] => {
    const key = controlKeys[place];
    return [title, value, t(key !== undefined && canBeOverridden(key) ? 'record.override.yes' : 'record.override.no')];
  });
  return html`<section>
<h2>${t('tier.follows', { tier })}</h2>
${provisioned ? '' : paragraphs([t('package-next.tier-4')])}
${table(t('record.controls'), [t('record.control'), t('tier.name', { tier }), t('record.override')], rows)}</section>
`;
}
