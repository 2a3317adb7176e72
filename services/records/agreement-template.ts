import { hash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LockkeeperError } from '../context/index.js';

/** What a template can name in braces; those of `needed` it has to name somewhere. */
export const placeholders = ['provider', 'institution', 'dataset', 'project', 'purpose', 'startsOn', 'endsOn', 'preparedOn', 'preparedBy'] as const;
export type Placeholder = (typeof placeholders)[number];
const needed: readonly Placeholder[] = ['provider', 'institution', 'dataset', 'project', 'startsOn', 'endsOn'];

const text = z.string().trim().min(1).max(5_000);
const schema = z.strictObject({
  title: text,
  sections: z.array(z.strictObject({ heading: text, paragraphs: z.array(text).min(1) })).min(1),
  signatures: z.array(z.strictObject({ party: text, says: text })).min(2),
});

/** An agreement as plain text in parts, with the lines to sign on. */
export type AgreementText = z.output<typeof schema>;

/** An institution's agreement with data providers, before anything is filled in. */
export interface AgreementTemplate {
  /** SHA-256 (hex) of the file. */
  readonly version: string;
  readonly text: AgreementText;
}

const shipped = fileURLToPath(new URL('templates/agreement.json', import.meta.url));

/**
 * Reads the template that comes with the product, or the institution's own.
 * @throws LockkeeperError `configuration` naming the file and its fault
 */
export async function loadAgreementTemplate(ownFile?: string): Promise<AgreementTemplate> {
  const file = ownFile ?? shipped;
  const fault = (says: string, cause?: unknown): LockkeeperError => new LockkeeperError('configuration', `The template of agreements ${file} ${says}.`, { cause });
  const bytes = await readFile(file).catch((error: unknown) => {
    throw fault('cannot be read', error);
  });
  if (!isUtf8(bytes)) throw fault('is not in UTF-8');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw fault('is no JSON', error);
  }
  const read = schema.safeParse(json);
  if (!read.success) throw fault(`is not of the form that is needed: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const named = new Set(textsOf(read.data).flatMap((part) => [...part.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)));
  const unknown = [...named].filter((name) => !placeholders.some((known) => known === name));
  if (unknown.length > 0) throw fault(`names ${unknown.map((name) => `{${name}}`).join(', ')}, which is not known; known are ${placeholders.map((name) => `{${name}}`).join(', ')}`);
  const missing = needed.filter((name) => !named.has(name));
  if (missing.length > 0) throw fault(`does not name ${missing.map((name) => `{${name}}`).join(', ')}`);
  return { version: hash('sha256', bytes), text: read.data };
}

const textsOf = ({ title, sections, signatures }: AgreementText): readonly string[] => [
  title,
  ...sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
  ...signatures.flatMap(({ party, says }) => [party, says]),
];

/** The template with everything filled in. What is filled in is text and stays text: braces in it mean nothing. */
export function fillIn({ text: template }: AgreementTemplate, values: Readonly<Record<Placeholder, string>>): AgreementText {
  const fill = (part: string): string => part.replace(/\{([^{}]*)\}/g, (whole, name: string) => placeholders.reduce((found, known) => (known === name ? values[known] : found), whole));
  return {
    title: fill(template.title),
    sections: template.sections.map(({ heading, paragraphs }) => ({ heading: fill(heading), paragraphs: paragraphs.map(fill) })),
    signatures: template.signatures.map(({ party, says }) => ({ party: fill(party), says: fill(says) })),
  };
}
