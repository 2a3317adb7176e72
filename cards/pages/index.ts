export { html, Markup } from './html.js';
export { recordPage, recordPageStyle } from './record-page.js';
