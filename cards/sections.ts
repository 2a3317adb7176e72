/** A line of text. */
export interface Shown {
  readonly text: string;
}

export interface Fact {
  readonly title: string;
  readonly value: string;
}

export interface TextSection {
  readonly label: string;
  readonly paragraphs: readonly Shown[];
}

export interface PointsSection {
  readonly label: string;
  readonly points: readonly Shown[];
}

export interface LinesSection {
  readonly label: string;
  readonly lines: readonly Shown[];
}

export interface AnswersSection {
  readonly label: string;
  readonly lines: readonly { readonly text: string; readonly paragraphs: readonly Shown[] }[];
}
