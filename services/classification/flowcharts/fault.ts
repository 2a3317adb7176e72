/** What can be wrong with a flowchart. */
export type FaultKind =
  | 'not-read'
  | 'not-json'
  | 'repeated-name'
  | 'shape'
  | 'no-start'
  | 'both'
  | 'neither'
  | 'dangling'
  | 'second-start'
  | 'unreachable'
  | 'cycle'
  | 'unknown-definition'
  | 'repeated-definition'
  | 'definition-cycle';

export interface Fault {
  readonly kind: FaultKind;
  /** Where: names and positions from the root, joined by points, as in `questions.publishable.yes`; empty for the whole. */
  readonly place: string;
  /** What is wrong there, without the place. */
  readonly says: string;
}

/** A fault in one line. */
export function describeFault({ place, says }: Fault): string {
  return place === '' ? says : `${place}: ${says}`;
}

/** A place in words; what a file may hold in the place of a name is kept short and on one line. */
export function placeOf(parts: readonly PropertyKey[]): string {
  return parts.map((part) => (typeof part === 'string' ? quoted(part, /^[\w-]+$/) : String(part))).join('.');
}

/** A key from a file for a message: as it is when it looks like one, else as a short JSON string. */
export function quoted(text: string, plain = /^[a-z][a-z0-9_-]*$/): string {
  const short = text.length > 64 ? `${text.slice(0, 64)}…` : text;
  return plain.test(short) ? short : JSON.stringify(short);
}
