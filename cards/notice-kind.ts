/** What sort of news a notice is. */
export type NoticeKind = 'info' | 'success' | 'warning' | 'error';
