// What Amazon's own client and the validator of SNS messages make of ours.
// In: {call: {method, path, host, body, date, authorization}, region, accessKey, secretKey} or {envelope, certificate}. Out: nothing, or what is wrong.
import { strict as assert } from "node:assert";
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import https from "node:https";
import { PassThrough } from "node:stream";
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { SignatureV4 } from "@smithy/signature-v4";
import Validator from "sns-validator";

const given = JSON.parse(readFileSync(0, "utf8"));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }
  update(data) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

async function call({ call, region, accessKey, secretKey }) {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  const signer = new SignatureV4({ credentials, region, service: "ses", sha256: Sha256, applyChecksum: false });
  const signed = await signer.sign(
    { method: call.method, protocol: "https:", hostname: call.host, path: call.path, query: {}, headers: { host: call.host, "content-type": "application/json" }, body: call.body },
    { signingDate: new Date(call.date) });
  assert.equal(call.authorization, signed.headers.authorization);

  // The same message through the client: what it does not know of ours, it leaves out.
  const input = JSON.parse(call.body);
  for (const file of input.Content.Simple.Attachments ?? []) file.RawContent = bytes(file.RawContent);
  let sent;
  const client = new SESv2Client({ region, credentials, requestHandler: { handle: async (request) => { sent = request; throw new Error("seen"); } }, maxAttempts: 1 });
  await client.send(new SendEmailCommand(input)).catch((error) => assert.equal(error.message, "seen"));
  assert.equal(sent.method, call.method);
  assert.equal(sent.path, call.path);
  assert.equal(sent.hostname, call.host);
  assert.deepEqual(JSON.parse(call.body), JSON.parse(sent.body));
}

async function envelope({ envelope, certificate }) {
  https.get = (_, heard) => {
    const answer = new PassThrough();
    answer.statusCode = 200;
    heard(answer);
    answer.end(certificate);
    return answer;
  };
  await new Promise((done, fail) => new Validator().validate(envelope, (error) => (error ? fail(error) : done())));
}

try {
  await (given.call ? call(given) : envelope(given));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
