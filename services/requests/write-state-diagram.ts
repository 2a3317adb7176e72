import { writeFile } from 'node:fs/promises';
import { stateDiagramPage } from './state-diagram.js';

await writeFile(new URL('../../docs/request-states.md', import.meta.url), stateDiagramPage());
