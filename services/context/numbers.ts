const prefixes = { request: 'RQ', dataset: 'DS', workspace: 'WS', package: 'WP', project: 'PR', record: 'RC', document: 'DC', workflow: 'WF' } as const;
export type Numbered = keyof typeof prefixes;

/** How people name a thing: `RQ-0012`, `DS-0007`, `WS-0002`, `WP-0003`, `PR-0001`, `RC-0009`. */
export function numberOf(kind: Numbered, id: number): string {
  return `${prefixes[kind]}-${String(id).padStart(4, '0')}`;
}

/** Reads `RQ-0012`, `rq 12` and the like; undefined when `text` names nothing of that kind. */
export function readNumber(kind: Numbered, text: string): number | undefined {
  const match = new RegExp(`^\\s*${prefixes[kind]}[-\\s]?0*([1-9][0-9]{0,8})\\s*$`, 'i').exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
