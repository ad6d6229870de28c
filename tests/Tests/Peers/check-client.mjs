// Whether an example of ours fits what the API says of itself. In: {document, example}; out: nothing, or what the compiler says. Types are made by openapi-typescript, checked by TypeScript with openapi-fetch.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

// A document is longer than a pipe: it comes piece by piece.
const pieces = [];
for await (const piece of process.stdin) pieces.push(piece);
const { document, example } = JSON.parse(Buffer.concat(pieces).toString("utf8"));
const folder = mkdtempSync(join(tmpdir(), "padel-client-"));
try {
  writeFileSync(join(folder, "club.d.ts"), astToString(await openapiTS(document)));
  writeFileSync(join(folder, "example.ts"), example);
  symlinkSync(join(import.meta.dirname, "node_modules"), join(folder, "node_modules"));
  const program = ts.createProgram([join(folder, "example.ts")], {
    strict: true, noEmit: true, noUncheckedIndexedAccess: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  });
  const said = ts.getPreEmitDiagnostics(program).map((one) => `${one.file?.fileName ?? ""}:${one.file && one.start !== undefined ? one.file.getLineAndCharacterOfPosition(one.start).line + 1 : ""} ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`);
  if (said.length > 0) {
    console.error(said.join("\n"));
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
