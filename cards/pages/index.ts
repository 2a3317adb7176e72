export { recordPage } from './record-page.js';
