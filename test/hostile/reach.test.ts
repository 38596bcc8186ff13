/**
 * What other extensions, links and web pages can reach of Unbook: its commands, which ask before anything is sent, its links
 * (see links.test.ts), and nothing else. Read from the code, because what must not be there cannot be tried.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Visitor } from "oxc-parser";
import { parseModule } from "../guards/moduleImports.ts";
import { readTypeScript } from "../guards/projectFiles.ts";
import type { FileTexts } from "../guards/projectFiles.ts";

/** What would open a door, by the name of VS Code's function or property. */
const doors: ReadonlyMap<string, string> = new Map(
  Object.entries({
    registerAuthenticationProvider: "would give tokens to every extension",
    registerUriHandler: "would let links in",
    createWebviewPanel: "would show pages",
    registerWebviewViewProvider: "would show pages",
    registerTool: "would let programs act unasked",
    registerMcpServerDefinitionProvider: "would let programs act unasked",
    createTelemetryLogger: "would report to somebody",
    supportHtml: "would let others' words be HTML",
  }),
);

/** What is open and should not be, one sentence each. */
function openDoors(texts: FileTexts): readonly string[] {
  return [...texts].flatMap(([file, text]) => {
    const found: string[] = [];
    new Visitor({
      MemberExpression: ({ property }) => {
        const why = property.type === "Identifier" ? doors.get(property.name) : undefined;
        if (why !== undefined && property.type === "Identifier") found.push(`${file}: ${property.name} ${why}`);
      },
      AssignmentExpression: ({ left }) => {
        if (
          left.type === "MemberExpression" &&
          left.property.type === "Identifier" &&
          left.property.name === "isTrusted"
        )
          found.push(`${file}: Markdown that may run commands`);
      },
    }).visit(parseModule(file, text).program);
    return found;
  });
}

test("there is no door but the commands, and links that are read strictly", () => {
  const ours = new Map([...readTypeScript("src")].filter(([file]) => !file.startsWith("src/sandbox/")));
  assert.deepEqual(openDoors(ours), ["src/editor/registerLinks.ts: registerUriHandler would let links in"]);
});

test("a link is read by the one reader that refuses what it does not know, and leads to nothing that sends", () => {
  const text = readTypeScript("src").get("src/editor/linkFeature.ts") ?? "";
  assert.match(text, /const reading = readLink\(uri\);\n\s+if \(reading\.kind === "refused"\)/u);
  assert.equal(text.match(/\buri\b/gu)?.length, 3, "the parameter, its check and the reader: nothing else looks at it");
  const commands = [...text.matchAll(/commandIds\.(?!ts\b)(\w+)/gu)].map(([, name]) => name);
  assert.deepEqual(commands, ["planFilter"], "the command that writes a plan");
  assert.doesNotMatch(text, /\b(?:road|runs|sendPlan\w*|hold\w*)\b/u);
});

test("a door that is opened is found", () => {
  const planted = new Map([
    ["a.ts", "authentication.registerAuthenticationProvider('unbook', 'Unbook', provider);"],
    ["b.ts", "const text = new MarkdownString(x); text.isTrusted = true;"],
    ["c.ts", "if (workspace.isTrusted) window.registerUriHandler(handler);"],
  ]);
  assert.deepEqual(openDoors(planted), [
    "a.ts: registerAuthenticationProvider would give tokens to every extension",
    "b.ts: Markdown that may run commands",
    "c.ts: registerUriHandler would let links in",
  ]);
});

/** The functions that extension.ts offers, and what each gives back, as written. */
function offered(text: string): Readonly<Record<string, string>> {
  const { program } = parseModule("src/extension.ts", text);
  return Object.fromEntries(
    program.body.flatMap((statement) => {
      if (!statement.type.startsWith("Export")) return [];
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : undefined;
      if (declaration?.type !== "FunctionDeclaration") return [[statement.type, "something else"]];
      const { id, returnType } = declaration;
      return [
        [id?.name ?? "", returnType ? text.slice(returnType.start, returnType.end).replace(/^:\s*/u, "") : "anything"],
      ];
    }),
  );
}

test("other extensions are given nothing", () => {
  const text = readTypeScript("src").get("src/extension.ts") ?? "";
  assert.deepEqual(offered(text), { activate: "void", deactivate: "Promise<void>" });
  assert.deepEqual(offered("export function activate(): { getToken(): string } { return api; }"), {
    activate: "{ getToken(): string }",
  });
  assert.deepEqual(offered("export const api = 1;"), { ExportNamedDeclaration: "something else" });
});

test("commands give nothing back, and what they throw stays here", () => {
  const text = readTypeScript("src").get("src/editor/registerCommand.ts") ?? "";
  assert.match(text, /\bawait run\(\.\.\.args\);/u);
  assert.doesNotMatch(text, /return (?:await )?run\(/u);
  const others = [...readTypeScript("src")].filter(
    ([file, other]) =>
      file !== "src/editor/registerCommand.ts" && /\bregister(?:TextEditor)?Command\(["'`]/u.test(other),
  );
  assert.deepEqual(others, []);
});
