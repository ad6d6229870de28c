// Drives a Stripe with Stripe's own client. In: {port}; out: the names of what was done, or what went wrong. Events are heard by a server of its own.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import Stripe from "stripe";
import { scenarios } from "./stripe-scenarios.mjs";

const { port } = JSON.parse(readFileSync(0, "utf8"));
const prefix = "/dev/stripe";

// The client knows Stripe's paths only: they lie under a path of ours.
class UnderPath {
  constructor(inner) { this.inner = inner; }
  getClientName() { return "under-path"; }
  makeRequest(host, port, path, ...rest) { return this.inner.makeRequest(host, port, prefix + path, ...rest); }
}

const heard = [];
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    heard.push({ path: request.url, body: Buffer.concat(chunks), signature: request.headers["stripe-signature"] });
    response.end("{}");
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const stripe = new Stripe("sk_test_peer", { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, telemetry: false, httpClient: new UnderPath(Stripe.createNodeHttpClient()) });
const control = async (path, body = {}, account = undefined, method = "POST") => {
  const answer = await fetch(`http://127.0.0.1:${port}${prefix}${path}`, {
    method,
    headers: { Authorization: "Bearer sk_test_peer", "Content-Type": "application/json", ...(account ? { "Stripe-Account": account } : {}) },
    body: method === "POST" ? JSON.stringify(body) : undefined,
  });
  const told = await answer.json();
  assert.equal(answer.status, 200, `${path}: ${JSON.stringify(told)}`);
  return told;
};
const until = async (what, look) => {
  for (let i = 0; i < 200; i++) {
    const found = look();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(`never: ${what}`);
};

const done = [];
try {
  for (const [name, run] of Object.entries(scenarios)) {
    try {
      await run({ stripe, control, heard, until, hooks: `http://127.0.0.1:${server.address().port}`, Stripe });
    } catch (error) {
      error.message = `${name}: ${error.message}`;
      throw error;
    }
    done.push(name);
  }
  assert.deepEqual((await control("/control/books", {}, undefined, "GET")).wrong, []);
  console.log(JSON.stringify(done));
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  server.close();
  server.closeAllConnections();
}
