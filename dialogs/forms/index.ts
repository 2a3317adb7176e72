import type { FormKey } from '../../cards/index.js';
import type { Form } from '../form.js';
import { createProjectForm } from './create-project.js';
import { fileAgreementForm } from './file-agreement.js';
import { fileAuthorityForm } from './file-authority.js';
import { fileDpiaForm } from './file-dpia.js';
import { fileEthicsForm } from './file-ethics.js';
import { fileLawfulBasisForm } from './file-lawful-basis.js';
import { fileTrainingForm } from './file-training.js';
import { fileWebsiteTermsForm } from './file-website-terms.js';

/** Every form by its key: one that is in `cards/form-keys.ts` and not here does not compile. */
export const forms: Readonly<Record<FormKey, Form>> = {
  'create-project': createProjectForm,
  'file-training': fileTrainingForm,
  'file-agreement': fileAgreementForm,
  'file-authority': fileAuthorityForm,
  'file-lawful-basis': fileLawfulBasisForm,
  'file-dpia': fileDpiaForm,
  'file-ethics': fileEthicsForm,
  'file-website-terms': fileWebsiteTermsForm,
};
