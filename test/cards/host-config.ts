/** Colours of a theme as a host's configuration writes them: `#RRGGBB`, or `#AARRGGBB` where they let through what lies behind. */
export interface Theme {
  readonly backgrounds: Readonly<Record<string, string>>;
  /** Of each colour of a text: as it is, and subtle. */
  readonly texts: Readonly<Record<string, readonly [main: string, subtle: string]>>;
}

export const themes = {
  /** Teams' light theme, near enough to judge cards by. */
  teams: {
    backgrounds: { default: '#FFFFFF', emphasis: '#F5F5F5', accent: '#E8EBFA', good: '#E7F2DA', attention: '#FCF4F6', warning: '#FBF6D9' },
    texts: { default: ['#242424', '#616161'], dark: ['#242424', '#616161'], light: ['#FFFFFF', '#F0F0F0'], accent: ['#4F52B2', '#6264A7'], good: ['#0B6A0B', '#237B4B'], warning: ['#835C00', '#835C00'], attention: ['#B10E1C', '#C4314B'] },
  },
  /** The theme of the Agents Playground (m365agentsplayground), whose coloured texts cannot be read on its coloured bands. */
  playground: {
    backgrounds: { default: '#FFFFFF', emphasis: '#F9F8F7', accent: '#C7DEF9', good: '#CCFFCC', attention: '#FFC5B2', warning: '#FFE2B2' },
    texts: { default: ['#252424', '#BF252424'], dark: ['#252424', '#BF252424'], light: ['#FFFFFF', '#F3F2F1'], accent: ['#6264A7', '#8B8CC7'], good: ['#92C353', '#E592C353'], warning: ['#F8D22A', '#E5F8D22A'], attention: ['#C4314B', '#E5C4314B'] },
  },
} as const satisfies Readonly<Record<string, Theme>>;

/** How a host with this theme draws cards. */
export const hostConfigOf = ({ backgrounds, texts }: Theme): object => ({
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#EDEBE9' },
  supportsInteractivity: true,
  fontTypes: { default: fontType("'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"), monospace: fontType("'Cascadia Mono', 'DejaVu Sans Mono', monospace") },
  containerStyles: Object.fromEntries(
    Object.entries(backgrounds).map(([style, backgroundColor]) => [
      style,
      { backgroundColor, borderColor: '#E1DFDD', foregroundColors: Object.fromEntries(Object.entries(texts).map(([name, [main, subtle]]) => [name, { default: main, subtle }])) },
    ]),
  ),
  actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' }, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' } },
  inputs: { label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' }, optionalInputs: { weight: 'bolder' } }, errorMessage: { color: 'attention', weight: 'default' } },
});

const fontType = (fontFamily: string): object => ({ fontFamily, fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } });
