/** The one form of write-file-atomic that is used here; the package brings no types. */
declare module 'write-file-atomic' {
  const writeFileAtomic: {
    sync(file: string, data: string | Uint8Array, options?: { readonly mode?: number; readonly fsync?: boolean }): void;
  };
  export default writeFileAtomic;
}
