import type { Target } from './target.js';

/** What a command answers: said to people, or as JSON with `ok` before it; `ok` decides about the exit status. */
export interface Report {
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  /** In the place of `json`, as it stands, where each of several things asked for has a line of its own. */
  readonly jsonLines?: readonly Readonly<Record<string, unknown>>[];
}

export type Command = (target: Target) => Promise<Report>;
