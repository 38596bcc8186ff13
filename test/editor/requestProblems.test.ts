import assert from "node:assert/strict";
import * as vscode from "vscode";
import { editorTest } from "../host/editorTest.ts";
import { body, cancel, good, graph, json, mend, note, problemOf, problemTests } from "./problemRows.ts";
import { openRequests, waitFor } from "./requestEditor.ts";

problemTests([
  {
    code: "lowerCaseMethod",
    text: good.replace("POST", "post"),
    said: /httpYac would send this as a GET/,
    underlined: "post",
    fix: ["Write the Method in Capitals", good],
  },
  {
    code: "unknownMethod",
    text: good.replace("POST", "CANCEL"),
    said: /“CANCEL” is no HTTP method/,
    underlined: "CANCEL",
    fix: ["Make It a POST", good],
  },
  {
    code: "notARequestLine",
    text: `hello\n\n###\n${good}`,
    said: /no request line/,
    fix: ["Make It a Comment", `# hello\n\n###\n${good}`],
  },
  {
    code: "curlCommand",
    text: `curl -X POST ${graph}/v1.0/me/events/1/cancel`,
    said: /curl/,
    fix: ["Make It a Comment", `# curl -X POST ${graph}/v1.0/me/events/1/cancel`],
  },
  { code: "responseNotRequest", text: `${good}\n\n###\nHTTP/1.1 202 Accepted`, said: /answer and no request/ },
  {
    code: "markdownFence",
    text: "```http\nGET https://example.com/\n```",
    said: /Markdown fence/,
    underlined: "```http",
    fix: ["Remove It", "GET https://example.com/\n```"],
  },
  {
    code: "queryAfterVersion",
    text: "GET https://example.com/x HTTP/1.1\n?a=1\n&b=2",
    said: /drop this part/,
    fix: ["Write the Address on One Line", "GET https://example.com/x?a=1&b=2 HTTP/1.1"],
  },
  {
    code: "queryWithoutEquals",
    text: "GET https://example.com/x\n?$count",
    said: /httpYac sends this part/,
    fix: ["Write the Address on One Line", "GET https://example.com/x?$count"],
  },
  {
    code: "blanksAfterUrl",
    text: "GET https://example.com/x  ",
    said: /blanks/,
    fix: ["Remove the Blanks", "GET https://example.com/x"],
  },
  {
    code: "pathContinuation",
    text: "GET https://example.com\n  /x",
    said: /REST Client takes this part/,
    fix: ["Write the Address on One Line", "GET https://example.com/x"],
  },
  {
    code: "headerContinuation",
    text: "GET https://example.com/x\nPrefer: a,\n  b",
    said: /do not join/,
    fix: ["Write the Header on One Line", "GET https://example.com/x\nPrefer: a, b"],
  },
  {
    code: "badHeader",
    text: "GET https://example.com/x\nnonsense",
    said: /no header/,
    fix: ["Make It a Comment", "GET https://example.com/x\n# nonsense"],
  },
  {
    code: "badHeader",
    text: "POST https://example.com/x\nnonsense",
    said: /no header/,
    underlined: "nonsense",
    fix: ["Insert a Blank Line", "POST https://example.com/x\n\nnonsense"],
  },
  {
    code: "trailingComma",
    text: "GET https://example.com/x\nPrefer: a,",
    said: /comma/,
    fix: ["Remove the Comma", "GET https://example.com/x\nPrefer: a"],
  },
  {
    code: "missingBlankLine",
    text: [note, cancel, json, body].join("\n"),
    said: /blank line/,
    fix: ["Insert a Blank Line", good],
  },
  {
    code: "headerAfterBlankLine",
    text: [note, cancel, "", json, "", body].join("\n"),
    said: /“Content-Type” comes after a blank line/,
    fix: ["Remove the Blank Lines Above", good],
  },
  {
    code: "commentInBody",
    text: [note, cancel, json, "", '{ "comment": "', "# x", '" }'].join("\n"),
    said: /take it for a comment and drop it/,
    underlined: "# x",
    fix: ["Remove It", [note, cancel, json, "", '{ "comment": "', '" }'].join("\n")],
  },
  {
    code: "variableAfterRequestLine",
    text: "POST https://example.com/x\n\na\n@id = 1",
    said: /“id” is not defined here/,
    fix: ["Move It Above the Request Line", "@id = 1\nPOST https://example.com/x\n\na"],
  },
  {
    code: "bodyCutBySeparator",
    text: [note, cancel, json, "", '{ "comment": "a', "### b", 'c" }'].join("\n"),
    said: /cut off/,
    underlined: '{ "comment": "a',
    fix: ["Join the Body", [note, cancel, json, "", String.raw`{ "comment": "a\n### b\nc" }`].join("\n")],
  },
  {
    code: "methodInBody",
    text: "POST https://example.com/x\n\nPlease\nDELETE the old invite",
    said: /httpYac takes this line/,
    underlined: "DELETE the old invite",
    fix: [
      "Add # @forceRegionDelimiter for httpYac",
      "# @forceRegionDelimiter\nPOST https://example.com/x\n\nPlease\nDELETE the old invite",
    ],
  },
  {
    code: "missingSeparator",
    text: "GET https://example.com/x\n\nGET https://example.com/y",
    said: /belongs a line with ###/,
    fix: ["Insert ### Between the Requests", "GET https://example.com/x\n\n###\nGET https://example.com/y"],
  },
  {
    code: "indentedSeparator",
    text: "GET https://example.com/x\n\n  ###\nGET https://example.com/y",
    said: /takes both requests for one/,
    fix: ["Remove the Indentation", "GET https://example.com/x\n\n###\nGET https://example.com/y"],
  },
  {
    code: "tagWithoutSpace",
    text: good.replace("# @note", "#@note"),
    said: /with a space/,
    fix: ["Insert a Space After #", good],
  },
  {
    code: "tagWithEquals",
    text: "# @name=list\nGET https://example.com/x",
    said: /without “=”/,
    fix: ["Write a Space Instead of =", "# @name list\nGET https://example.com/x"],
  },
  {
    code: "tagIgnoredElsewhere",
    text: `# @disabled\n${good}\n\n###\n${good}`,
    said: /REST Client does not know # @disabled/,
    underlined: "# @disabled",
    fix: [
      "Make the Request a Comment",
      ["# @disabled", note, `# ${cancel}`, `# ${json}`, "", `# ${body}`, "", "###", good].join("\n"),
    ],
  },
  {
    code: "nameInSeparator",
    text: "### @name list\nGET https://example.com/x",
    said: /a name in a ### line/,
    fix: ["Write # @name on a Line of Its Own", "###\n# @name list\nGET https://example.com/x"],
  },
  {
    code: "tagAfterRequestLine",
    text: [cancel, note, json, "", body].join("\n"),
    said: /REST Client sends this without asking/,
    fix: ["Move It Above the Request Line", good],
  },
  {
    code: "duplicateVariable",
    text: "@a = 1\n\n###\n@a = 2\nGET https://example.com/{{a}}",
    said: /“a” is defined twice/,
    underlined: "@a = 2",
    fix: ["Give It a Name of Its Own", "@a = 1\n\n###\n@a2 = 2\nGET https://example.com/{{a2}}"],
  },
  {
    code: "escapeInVariable",
    text: "@path = a\\tb\nGET https://example.com/{{path}}",
    said: /REST Client takes \\n, \\r and \\t in the value of “path” for line breaks and tabs/,
    underlined: "a\\tb",
  },
  {
    code: "quotedVariable",
    text: '@id = "1"\nGET https://example.com/{{id}}',
    said: /httpYac drops the quote at the beginning of the value of “id”/,
    underlined: '"1"',
  },
  {
    code: "badVariableDefinition",
    text: "@nothing\nGET https://example.com/x",
    said: /defines nothing/,
    fix: ["Make It a Comment", "# @nothing\nGET https://example.com/x"],
  },
  {
    code: "scriptNotRun",
    text: `${good}\n\n> {% client.log("x") %}`,
    said: /runs no scripts/,
    fix: ["Remove It", `${good}\n`],
  },
  {
    code: "partSentElsewhere",
    text: `${good}\n\n?? status == 202`,
    said: /reads over assertions/,
    fix: ["Remove It", `${good}\n`],
  },
  {
    code: "blockComment",
    text: "/* a comment */\nGET https://example.com/x",
    said: /takes this comment for a request/,
    fix: ["Begin Its Lines With #", "# /* a comment */\nGET https://example.com/x"],
  },
  { code: "unterminated", text: "/* a comment\nGET https://example.com/x", said: /has no end/ },
  {
    code: "relativeUrlWithHost",
    text: "GET /x\nHost: example.com",
    said: /over http/,
    fix: ["Write the Whole Address", "GET https://example.com/x\nHost: example.com"],
  },
  { code: "fileReferenceInText", text: "POST https://example.com/x\n\na\n< ./b.json", said: /file is not read/ },
  { code: "cyclicVariable", text: "@a = {{b}}\n@b = {{a}}\nGET https://example.com/x", said: /leads back to itself/ },
  {
    code: "unresolvedVariable",
    text: `GET ${graph}/v1.0/me/events/{{id}}`,
    said: /“id” has no value/,
    underlined: "{{id}}",
    fix: ["Define It Above the Request", `@id = \nGET ${graph}/v1.0/me/events/{{id}}`],
  },
  {
    code: "referenceReadElsewhere",
    text: `# @name list\nGET ${graph}/v1.0/me/events\n\n###\nGET ${graph}/v1.0/me/events/{{list.response.body.$.id}}`,
    said: /httpYac does not read/,
  },
  {
    code: "literalAuthorization",
    text: good.replace(json, `Authorization: Bearer abcdefgh\n${json}`),
    said: /Unbook signs in by itself/,
    fix: ["Remove It: Unbook Signs In by Itself", good],
  },
  {
    code: "literalToken",
    text: `@token = eyJhbGciOiJub25lIn0.eyJhdWQiOiIxIn0.c2lnbmF0dXJl\n${good}`,
    said: /access token/,
    fix: ["Remove It: Unbook Signs In by Itself", `@token = \n${good}`],
  },
]);

editorTest("a good request has no problems, and a file that is mended has none left", async () => {
  const document = await openRequests(good.replace("POST", "PUT"));
  await mend(document, await problemOf(document, "mismatch"), "Make It a POST");
  await waitFor(() => vscode.languages.getDiagnostics(document.uri).length === 0);
});

editorTest("scripts of files that have nothing to do with Graph are left alone", async () => {
  const document = await openRequests('GET https://example.com/x\nnonsense\n\n> {% client.log("x") %}');
  await problemOf(document, "badHeader");
  assert.deepEqual(
    vscode.languages.getDiagnostics(document.uri).map((one) => one.code),
    ["badHeader"],
  );
});

editorTest("the requests in a Markdown document's fences have problems and fixes, the rest has none", async () => {
  const before = `# ${cancel.replace("POST", "PUT")}\n\n\`\`\`http\n`;
  const document = await openRequests(`${before}${good.replace("POST", "PUT")}\n\`\`\`\n`, "markdown");
  const problem = await problemOf(document, "mismatch");
  assert.equal(problem.range.start.line, 4);
  await mend(document, problem, "Make It a POST");
  assert.equal(document.getText(), `${before}${good}\n\`\`\`\n`);
  await waitFor(() => vscode.languages.getDiagnostics(document.uri).length === 0);
});

editorTest("a duplicate definition points to the first one", async () => {
  const document = await openRequests("@a = 1\n\n###\n@a = 2\nGET https://example.com/{{a}}");
  const { relatedInformation } = await problemOf(document, "duplicateVariable");
  assert.equal(relatedInformation?.[0]?.location.range.start.line, 0);
});
