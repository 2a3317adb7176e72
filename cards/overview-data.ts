import type { Piece } from './buttons.js';
import type { BandStyle } from './requests/request-words.js';
import type { Fact, Shown, TextSection } from './sections.js';

/** The data of `templates/overview.json`: something whole, in sections whose rows open what they name. */
export interface OverviewCardData {
  readonly eyebrows: readonly Shown[];
  readonly title: string;
  readonly next: string;
  readonly bands: readonly { readonly style: BandStyle; readonly word: string; readonly lines: readonly Shown[] }[];
  readonly texts: readonly TextSection[];
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly sections: readonly OverviewSection[];
  readonly paging: readonly Shown[];
  readonly actions: readonly Piece[];
}

export interface OverviewSection {
  readonly label: string;
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  /** Open what they name. */
  readonly rows: readonly OverviewRow[];
  readonly items: readonly OverviewItem[];
}

export interface OverviewItem {
  readonly title: string;
  readonly details: readonly Shown[];
}

export interface OverviewRow extends OverviewItem {
  readonly open: Piece;
}

export const nothing = { eyebrows: [], bands: [], texts: [], factSets: [], sections: [], paging: [] } as const;

/** A section of one kind of content; left out where there is none. */
export function section(label: string, { facts = [], rows = [], items = [] }: { readonly facts?: readonly Fact[]; readonly rows?: readonly OverviewRow[]; readonly items?: readonly OverviewItem[] }): readonly OverviewSection[] {
  if (facts.length + rows.length + items.length === 0) return [];
  return [{ label, factSets: facts.length === 0 ? [] : [{ facts }], rows, items }];
}
