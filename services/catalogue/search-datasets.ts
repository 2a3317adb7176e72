import { sql, type RawBuilder } from 'kysely';
import { readNumber, type Context, type Trx } from '../context/index.js';
import type { Page } from '../requests/index.js';
import type { DatasetLine } from './dataset.js';
import { isVisibleTo, viewerOf, type Viewer } from './viewer.js';

const pageSize = 8;
/** Longest query that is looked at, in characters, and most of its words. */
const longestQuery = 200;
const mostWords = 8;

/**
 * Word similarities (pg_trgm, 0 to 1) at which a word counts as meant, tried in turn while nothing is found: `cardiolgy` is 0.7 from
 * `cardiology` and `ecg` 0.5 from `echo`; `hart` is 0.4 from `heart`.
 */
const similarEnough = [0.6, 0.4];
/** Comparing letters costs some 50 µs a row: of a vast catalogue, a query with typing errors ranks the first 500 that fit. */
const mostCompared = 500;

/**
 * Datasets that fit `query`, best first, of those that the acting person may see; all by name when `query` is empty, one when it is a
 * number (`DS-0007`, `ds 7`). Words and beginnings of words weigh by where they stand; where they find nothing, words with typing errors
 * are tried. Quotes, `or` and a leading minus work as in web searches. Pages count from 1.
 */
export async function searchDatasets(context: Context, query: string, page: number): Promise<Page<DatasetLine>> {
  const viewer = await viewerOf(context);
  if (!viewer) return nothing;
  const asked = query.trim().slice(0, longestQuery).toLowerCase();
  const number = readNumber('dataset', asked);
  if (number !== undefined) return find(context.trx, viewer, sql`d.id = ${number}`, sql`0`, page);
  const words = (asked.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
  if (words.length === 0) return find(context.trx, viewer, sql`true`, sql`0`, page);

  const written = sql`websearch_to_tsquery('english', ${asked})`;
  if (/"|(^|\s)-|\sor\s/.test(asked)) return find(context.trx, viewer, sql`d.search @@ ${written}`, sql`ts_rank(d.search, ${written})`, page);

  const beginnings = sql.join(words.map((word) => sql`(${begins(word)} or ${isSkipped(word)})`), sql` and `);
  const asTyped = await find(context.trx, viewer, sql`(d.search @@ ${written} or (${beginnings}))`, sql`ts_rank(d.search, ${written}) + ts_rank(d.search, ${anyOf(words)})`, page);
  if (asTyped.total > 0) return asTyped;

  const phrase = words.join(' ');
  const similar = sql.join(words.map((word) => sql`(${begins(word)} or ${word} <% d.words or ${isSkipped(word)})`), sql` and `);
  for (const threshold of similarEnough) {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(threshold)}, true)`.execute(context.trx);
    const found = await find(context.trx, viewer, words.length === 1 ? similar : sql`(${phrase} <% d.words or (${similar}))`, sql`word_similarity(${phrase}, d.words)`, page, mostCompared);
    if (found.total > 0) return found;
  }
  return nothing;
}

const nothing: Page<DatasetLine> = { items: [], page: 1, pages: 1, total: 0 };

const prefix = (word: string): string => `${word}:*`;
const begins = (word: string): RawBuilder<unknown> => sql`d.search @@ to_tsquery('english', ${prefix(word)})`;
const anyOf = (words: readonly string[]): RawBuilder<unknown> => sql`to_tsquery('english', ${words.map(prefix).join(' | ')})`;
/** True for a word that the language always skips (`of`, `the`). */
const isSkipped = (word: string): RawBuilder<unknown> => sql`numnode(to_tsquery('english', ${prefix(word)})) = 0`;

async function find(trx: Trx, viewer: Viewer, condition: RawBuilder<unknown>, score: RawBuilder<unknown>, wanted: number, most: number | null = null): Promise<Page<DatasetLine>> {
  const { rows } = await sql<DatasetLine & { readonly total: number; readonly page: number; readonly pages: number }>`
    with hits as materialized (
      select d.id, (${score})::float8 as score from (select * from datasets d where ${condition} and ${isVisibleTo(viewer)} limit ${most}) d
    ), pages as (
      select total, pages, least(greatest(${wanted}::int, 1), pages) as page
      from (select count(*)::int as total, greatest(ceil(count(*)::numeric / ${pageSize}), 1)::int as pages from hits) as counted
    )
    select d.id, d.name, d.summary, v.name as provider, d.keywords, d.hidden, pages.total, pages.page, pages.pages
    from hits join datasets d on d.id = hits.id join providers v on v.id = d.provider_id cross join pages
    order by hits.score desc, d.name, d.id
    limit ${pageSize} offset ((select page from pages) - 1) * ${pageSize}`.execute(trx);
  const [first] = rows;
  if (!first) return nothing;
  return {
    items: rows.map(({ id, name, summary, provider, keywords, hidden }) => ({ id, name, summary, provider, keywords, hidden })),
    page: first.page,
    pages: first.pages,
    total: first.total,
  };
}
