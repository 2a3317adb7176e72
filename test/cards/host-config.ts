/** How Teams' light theme draws cards, near enough to judge them by. */
export const hostConfig = {
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#EDEBE9' },
  supportsInteractivity: true,
  fontTypes: { default: fontType("'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"), monospace: fontType("'Cascadia Mono', 'DejaVu Sans Mono', monospace") },
  containerStyles: Object.fromEntries(
    Object.entries({ default: '#FFFFFF', emphasis: '#F5F5F5', accent: '#E8EBFA', good: '#E7F2DA', attention: '#FCF4F6', warning: '#FBF6D9' }).map(([style, backgroundColor]) => [
      style,
      { backgroundColor, borderColor: '#E1DFDD', foregroundColors: colours() },
    ]),
  ),
  actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' }, actionsOrientation: 'horizontal', actionAlignment: 'left' },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 16,
  },
  textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' } },
  inputs: { label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' }, optionalInputs: { weight: 'bolder' } }, errorMessage: { color: 'attention', weight: 'default' } },
};

function colours(): Record<string, { default: string; subtle: string }> {
  const pairs = { default: ['#242424', '#616161'], dark: ['#242424', '#616161'], light: ['#FFFFFF', '#F0F0F0'], accent: ['#4F52B2', '#6264A7'], good: ['#0B6A0B', '#237B4B'], warning: ['#835C00', '#835C00'], attention: ['#B10E1C', '#C4314B'] } as const;
  return Object.fromEntries(Object.entries(pairs).map(([name, [main, subtle]]) => [name, { default: main, subtle }]));
}

function fontType(fontFamily: string): object {
  return { fontFamily, fontSizes: { small: 12, default: 14, medium: 16, large: 20, extraLarge: 24 }, fontWeights: { lighter: 300, default: 400, bolder: 600 } };
}
