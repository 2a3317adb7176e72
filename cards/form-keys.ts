/** The forms that can be filled in; what each asks for stands in `dialogs/forms/<key>.ts`. */
export const formKeys = ['create-project'] as const;
export type FormKey = (typeof formKeys)[number];
