// Verifies a message with the library of the Standard Webhooks project. In: {secret, body, headers}; out: the message, or the error.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, body, headers } = JSON.parse(readFileSync(0, "utf8"));
try {
  console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
