// A push service, from npm: serve-push.mjs PORT TIME. TIME is milliseconds of the tests' clock, by which tokens are judged. Says "ready" and serves until its input ends.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { PushApiModel } = require('web-push-testing/src/PushApiModel.js');
const WebPushTestingServer = require('web-push-testing/src/server.js');

const [port, time] = process.argv.slice(2).map(Number);
const begun = process.hrtime.bigint();
Date.now = () => time + Number((process.hrtime.bigint() - begun) / 1000000n);

const server = new WebPushTestingServer(new PushApiModel(), port);
server._app.listen(port, '127.0.0.1', () => console.log('ready'));
server.setRequestHandlers();
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
