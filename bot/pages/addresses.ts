/** The bot's pages; each opens with the token of a link. */
export const pageNames = ['agreement', 'hand-in', 'document', 'classification', 'classification-data'] as const;
export type PageName = (typeof pageNames)[number];

/** The path below which pages lie, and the address of one. */
export const pagesRoot = '/pages';
export const addressOf = (publicUrl: string, page: PageName, token: string): string => `${publicUrl}${pagesRoot}/${page}/${token}`;
