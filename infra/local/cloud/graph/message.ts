import { randomUUID } from 'node:crypto';

export interface Address {
  readonly mail: string;
  readonly name: string | undefined;
}

export interface Message {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly subject: string;
  readonly date: Date;
  readonly html: boolean;
  readonly body: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** Bytes of UTF-8 in one encoded word, so that it stays under the 75 characters of RFC 2047. */
const encodedWordBytes = 45;

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > encodedWordBytes) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ');
}

/** Header text after RFC 2047: plain when it is short printable ASCII, encoded words otherwise, so that no line break of the text reaches the header. */
export function headerText(text: string): string {
  const flat = text.replace(/[\r\n]+/g, ' ');
  return /^[\x20-\x7e]{0,60}$/.test(flat) && !flat.includes('=?') ? flat : encodedWords(flat);
}

function address({ mail, name }: Address): string {
  if (name === undefined || name === '') return mail;
  const text = headerText(name);
  return text === name ? `"${name.replace(/["\\]/g, '\\$&')}" <${mail}>` : `${text} <${mail}>`;
}

const addressHeader = (name: string, list: readonly Address[]): string[] => (list.length === 0 ? [] : [`${name}: ${list.map(address).join(',\r\n ')}`]);

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const two = (n: number): string => String(n).padStart(2, '0');

function dateText(date: Date): string {
  const weekday = weekdays[date.getUTCDay()] ?? '';
  const month = months[date.getUTCMonth()] ?? '';
  return `${weekday}, ${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** Writes a message as RFC 5322 text with one body part in base64. Blind copies are left out, as a transport does. */
export function composeMessage(message: Message): { readonly id: string; readonly text: string } {
  const id = randomUUID();
  const domain = message.from.mail.split('@')[1] ?? 'localhost';
  const lines = [
    `From: ${address(message.from)}`,
    ...addressHeader('To', message.to),
    ...addressHeader('Cc', message.cc),
    ...addressHeader('Reply-To', message.replyTo),
    `Subject: ${headerText(message.subject)}`,
    `Date: ${dateText(message.date)}`,
    `Message-ID: <${id}@${domain}>`,
    ...message.headers.map(({ name, value }) => `${name}: ${headerText(value)}`),
    'MIME-Version: 1.0',
    `Content-Type: text/${message.html ? 'html' : 'plain'}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(message.body).toString('base64').match(/.{1,76}/g) ?? []),
    '',
  ];
  return { id, text: lines.join('\r\n') };
}
