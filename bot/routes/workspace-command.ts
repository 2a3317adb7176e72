/** What somebody typed about workspaces. */
export type WorkspaceCommand =
  | { readonly kind: 'workspaces' }
  | { readonly kind: 'new-workspace'; readonly packageId?: number }
  | { readonly kind: 'workspace'; readonly workspaceId: number }
  | { readonly kind: 'machine'; readonly act: 'start' | 'stop' | 'connect'; readonly workspaceId: number; readonly number: number };
