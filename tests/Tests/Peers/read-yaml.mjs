// Reads a stream of YAML documents and prints them as one JSON array; anything not quite YAML ends it.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

const documents = parseAllDocuments(JSON.parse(readFileSync(0, "utf8")).text, { strict: true, uniqueKeys: true });
const faults = documents.flatMap((document) => [...document.errors, ...document.warnings]);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(JSON.stringify(documents.map((document) => document.toJS()).filter(Boolean)));
