import { Agent, request as httpRequest } from 'node:http';
import restify, { type Next, type Request, type Response } from 'restify';
import { z } from 'zod';

// The least that a bot in this house can do with a message: read it with restify and post one message back over a connection that stays open.

const activity = z.looseObject({ serviceUrl: z.url(), text: z.string(), conversation: z.looseObject({ id: z.string() }) });
const agent = new Agent({ keepAlive: true });

const server = restify.createServer({ name: 'limit' });
server.post('/api/messages', restify.plugins.bodyParser({ mapParams: false }), (request: Request, response: Response, next: Next) => {
  void echo(request.body).then(() => {
    response.send(200);
    next();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: true, port: server.address().port });
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));

function echo(body: unknown): Promise<void> {
  const { serviceUrl, text, conversation } = activity.parse(body);
  const message = JSON.stringify({ type: 'message', text });
  return new Promise((resolve, reject) => {
    const sending = httpRequest(`${serviceUrl}/v3/conversations/${conversation.id}/activities`, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(message) },
    });
    sending.once('error', reject).once('response', (answer) => {
      answer.resume().once('end', resolve);
    });
    sending.end(message);
  });
}
