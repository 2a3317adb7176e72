import { mapTexts, textsIn, type Json } from './json.js';

/** What the files of the app package leave open, written `${{NAME}}` as in the Microsoft 365 Agents Toolkit, whose names these are where it has one. */
export const placeholders = [
  'APP_VERSION',
  'APP_NAME_SUFFIX',
  'TEAMS_APP_ID',
  'BOT_ID',
  'BOT_DOMAIN',
  'SIGN_IN_DOMAIN',
  'AAD_APP_CLIENT_ID',
  'DEVELOPER_NAME',
  'DEVELOPER_WEBSITE',
  'PRIVACY_URL',
  'TERMS_URL',
] as const;

export type Placeholder = (typeof placeholders)[number];
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

const isPlaceholder = (name: string): name is Placeholder => placeholders.some((placeholder) => placeholder === name);

/** Fills the texts of a file. It works on what the JSON says and not on its letters, so that a quotation mark in a name breaks nothing. */
export function fillPlaceholders(content: Json, values: PlaceholderValues): Json {
  return mapTexts(content, (text) => text.replace(/\$\{\{([^{}]*)\}\}/g, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole)));
}

/** One fault for every text in which something is still open. */
export function findOpenPlaceholders(content: Json): readonly string[] {
  return textsIn(content)
    .filter(({ text }) => text.includes('${{') || text.includes('}}'))
    .map(({ place, text }) => `${place}: nothing fills ${text}`);
}
