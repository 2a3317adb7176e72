export { recordPage, recordPageStyle } from './record-page.js';
