import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const renderer = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');

/** CSS pixels of a desktop chat's card and of a phone. */
export const widths = { desktop: 640, phone: 390 } as const;

/** The cards hold no Markdown but escapes: taking those away is all that is left of it. */
const script = (content: unknown, hostConfig: object): string => `
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const shown = document.createElement('div');
    for (const paragraph of text.split('\\n\\n')) shown.appendChild(document.createElement('p')).textContent = paragraph.replace(/\\\\([!-\\/:-@[-\`{-~])/g, '$1');
    result.outputHtml = shown.innerHTML;
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(hostConfig)});
  card.parse(${JSON.stringify(content).replaceAll('<', '\\u003c')});
  document.getElementById('card').appendChild(card.render());
`;

const style = `
  body { margin: 12px; background: #F5F5F5; font-family: 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; }
  #card { background: #FFF; border: 1px solid #E1DFDD; border-radius: 8px; overflow: hidden; }
  .ac-textBlock p { margin: 0; }
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; justify-content: flex-start !important; }
  .ac-pushButton { font: 600 14px 'Segoe UI', 'DejaVu Sans', sans-serif; padding: 6px 14px; border: 1px solid #D1D1D1; border-radius: 4px; background: #FFF; color: #242424; white-space: normal !important; }
  .ac-pushButton.style-positive { background: #5B5FC7; border-color: #5B5FC7; color: #FFF; }
  .ac-pushButton.style-destructive { background: #FFF; border-color: #C4314B; color: #B10E1C; }
  .ac-input { font: 14px 'Segoe UI', 'DejaVu Sans', sans-serif; border: 1px solid #D1D1D1; border-radius: 4px; padding: 6px 8px; box-sizing: border-box; width: 100%; }
  textarea.ac-input { min-height: 84px; }
  input[type=checkbox], input[type=radio] { width: auto !important; margin-right: 6px; }
`;

/** A page that draws one card with the adaptivecards renderer; to be opened from a file, which may load the renderer beside it. */
export const cardPage = (name: string, content: unknown, hostConfig: object): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><style>${style}</style><div id="card"></div><script src="${pathToFileURL(renderer).href}"></script><script>${script(content, hostConfig)}</script></html>`;
