// A name server, from npm: serve-dns.mjs PORT. Each line of its input is {name, texts} and replaces the TXT records of a name; texts null: it does not answer for it. Says "ready" and serves until its input ends.
import dns2 from "dns2";
import { createInterface } from "node:readline";

const { Packet } = dns2;
const zone = new Map();

const server = dns2.createServer({
  udp: true,
  handle: (request, send) => {
    const answer = Packet.createResponseFromRequest(request);
    const [question] = request.questions;
    const texts = zone.get(question.name.toLowerCase());
    if (texts === null) return;
    if (texts === undefined) answer.header.rcode = 3;
    else if (question.type === Packet.TYPE.TXT) for (const text of texts) answer.answers.push({ name: question.name, type: Packet.TYPE.TXT, class: Packet.CLASS.IN, ttl: 1, data: text });
    send(answer);
  },
});

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { name, texts } = JSON.parse(line);
    zone.set(name.toLowerCase(), texts);
    console.log("noted");
  })
  .on("close", () => process.exit(0));
await server.listen({ udp: { port: Number(process.argv[2]), address: "127.0.0.1" } });
console.log("ready");
