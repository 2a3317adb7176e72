import type { Piece } from './buttons.js';
import type { Fact, Shown, TextSection } from './sections.js';
import type { BandStyle } from './requests/request-words.js';

/** The data of `templates/notice.json`. */
export interface NoticeCardData {
  readonly eyebrows: readonly Shown[];
  readonly title: string;
  readonly bands: readonly { readonly style: BandStyle; readonly word: string; readonly text: string }[];
  readonly lines: readonly Shown[];
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly texts: readonly TextSection[];
  readonly next: string;
  readonly actions: readonly Piece[];
}
