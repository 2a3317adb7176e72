/** What is used here of yazl; the package brings no types. */
declare module 'yazl' {
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream & AsyncIterable<Buffer>;
    addBuffer(content: Buffer, path: string, options?: { readonly mtime?: Date; readonly forceDosTimestamp?: boolean; readonly mode?: number; readonly compress?: boolean }): void;
    end(): void;
  }
}
