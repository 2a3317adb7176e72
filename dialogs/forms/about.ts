import { z } from 'zod';

/** Forms about a project, a dataset or a package are begun with its key, from a card or from what somebody typed. */
export const aboutProject = z.object({ projectId: z.number().int() });
export const aboutDataset = z.object({ datasetId: z.number().int() });
export const aboutPackage = z.object({ packageId: z.number().int() });
/** With the name that was typed along. */
export const aboutSomebody = aboutProject.extend({ who: z.string().max(120).optional() });
