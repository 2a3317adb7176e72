import { createRequire } from 'node:module';
import { Server } from 'node:net';

// Microsoft 365 Agents Playground as a child of the launcher. Two things that the other children keep to it does not know by itself:
// it ends with its parent, however that ends, and only this machine reaches it (left alone it listens on every interface).

process.on('disconnect', () => process.exit(0));

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(this: Server, ...wanted: readonly unknown[]): Server {
  const [port, ...rest] = wanted;
  const asked = typeof port === 'number' && typeof rest[0] !== 'string' ? [{ port, host: '127.0.0.1' }, ...rest] : [...wanted];
  return Reflect.apply(listen, this, asked) as Server;
};

createRequire(import.meta.url)('@microsoft/m365agentsplayground/cli.js');
