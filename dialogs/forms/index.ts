import type { FormKey } from '../../cards/index.js';
import type { Form } from '../form.js';
import { addMemberForm } from './add-member.js';
import { appointForm } from './appoint.js';
import { appointRefereeForm } from './appoint-referee.js';
import { changePackageForm } from './change-package.js';
import { changeProjectForm } from './change-project.js';
import { createPackageForm } from './create-package.js';
import { createProjectForm } from './create-project.js';
import { createSuccessorForm } from './create-successor.js';
import { declareConflictForm } from './declare-conflict.js';
import { handOverForm } from './hand-over.js';
import { recordDesignationForm } from './record-designation.js';
import { removePersonForm } from './remove-person.js';
import { requestWorkspaceForm } from './request-workspace.js';
import { takeBackConflictForm } from './take-back-conflict.js';
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
  'change-project': changeProjectForm,
  appoint: appointForm,
  'appoint-referee': appointRefereeForm,
  'remove-person': removePersonForm,
  'declare-conflict': declareConflictForm,
  'take-back-conflict': takeBackConflictForm,
  'hand-over': handOverForm,
  'record-designation': recordDesignationForm,
  'create-package': createPackageForm,
  'change-package': changePackageForm,
  'create-successor': createSuccessorForm,
  'request-workspace': requestWorkspaceForm,
  'add-member': addMemberForm,
  'file-training': fileTrainingForm,
  'file-agreement': fileAgreementForm,
  'file-authority': fileAuthorityForm,
  'file-lawful-basis': fileLawfulBasisForm,
  'file-dpia': fileDpiaForm,
  'file-ethics': fileEthicsForm,
  'file-website-terms': fileWebsiteTermsForm,
};
