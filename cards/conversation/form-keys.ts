/** The forms that can be filled in; what each asks for stands in `dialogs/forms/<key>.ts`. */
export const formKeys = [
  'create-project',
  'change-project',
  'appoint',
  'appoint-referee',
  'remove-person',
  'declare-conflict',
  'take-back-conflict',
  'hand-over',
  'record-designation',
  'create-package',
  'change-package',
  'create-successor',
  'request-workspace',
  'file-training',
  'file-agreement',
  'file-authority',
  'file-lawful-basis',
  'file-dpia',
  'file-ethics',
  'file-website-terms',
] as const;
export type FormKey = (typeof formKeys)[number];
