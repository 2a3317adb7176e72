import { IntlMessageFormat } from 'intl-messageformat';
import en from './strings/en.json' with { type: 'json' };

/** A text of `cards/strings`. A key that is not there does not compile. */
export type TextKey = keyof typeof en;
/** True for a key of `cards/strings`: for words that stand in stored data. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

export type Values = Readonly<Record<string, string | number>>;

/** Gives the text of `key` with `values` filled in, as plain text: `render.ts` escapes it where a client would read Markdown. */
export type Texts = (key: TextKey, values?: Values) => string;

/** Every language has every key: one that lacks a key does not compile, one that adds a key is refused by `test/cards`. */
const catalogues = { en } satisfies Readonly<Record<string, Readonly<Record<TextKey, string>>>>;

export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as readonly Language[];

/** In which words and whose days a card speaks. */
export interface Format {
  readonly language: Language;
  /** IANA time zone of the organisation. */
  readonly timeZone: string;
}

/** The language of a client's locale (`en-GB`, `de`), or English where the product does not speak it. */
export function languageOf(locale: string | undefined): Language {
  const wanted = locale?.toLowerCase().split('-')[0];
  return languages.find((language) => language === wanted) ?? 'en';
}

const made = new Map<Language, Texts>();

/** The texts of a language. Messages are compiled when first used and kept. */
export function texts(language: Language): Texts {
  const known = made.get(language);
  if (known) return known;
  const compiled = new Map<TextKey, IntlMessageFormat | string>();
  const catalogue = catalogues[language];
  const t: Texts = (key, values) => {
    let message = compiled.get(key);
    if (message === undefined) {
      message = compile(catalogue[key], catalogue.locale);
      compiled.set(key, message);
    }
    if (typeof message === 'string') return message;
    return String(message.format({ ...values }));
  };
  made.set(language, t);
  return t;
}

/** A message without anything to fill in stays a string. */
function compile(pattern: string, locale: string): IntlMessageFormat | string {
  return /[{}']/.test(pattern) ? new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true }) : pattern;
}
