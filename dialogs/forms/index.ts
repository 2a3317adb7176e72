import type { FormKey } from '../../cards/index.js';
import type { Form } from '../form.js';
import { createProjectForm } from './create-project.js';

/** Every form by its key: one that is in `cards/form-keys.ts` and not here does not compile. */
export const forms: Readonly<Record<FormKey, Form>> = {
  'create-project': createProjectForm,
};
