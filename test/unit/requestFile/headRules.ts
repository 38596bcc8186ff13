/** The rules for request lines and headers, a row for each place where REST Client, httpYac and JetBrains part ways. */
import type { GrammarRow } from "./grammarRow.ts";

const post = "POST https://h/x";

/** How the first line of a request is read. */
export const requestLines: readonly GrammarRow[] = [
  ["1 no method is GET", "https://h/x", { requests: ["GET https://h/x"] }],
  ["2 the version is not part of the URL", `${post} HTTP/1.1`, { requests: [`${post} | version HTTP/1.1`] }],
  ["2 nor is HTTP/2", `${post}   http/2`, { requests: [`${post} | version http/2`] }],
  ["2 but a path that ends in HTTP is", `${post}/HTTP/2`, { requests: [`${post}/HTTP/2`] }],
  [
    "3 a method in small letters counts, with a hint",
    "delete https://h/x",
    { requests: ["DELETE https://h/x"], problems: ["lowerCaseMethod: delete"] },
  ],
  ["3 but a sentence is no request", "Get the list first", { problems: ["notARequestLine: Get the list first"] }],
  ["4 indentation does not matter", "   GET https://h/x", { requests: ["GET https://h/x"] }],
  ["5 an unknown method is no request", "CANCEL https://h/x", { problems: ["unknownMethod: CANCEL"] }],
  ["5 nor is one of another protocol", "GRAPHQL https://h/x\n\n{}", { problems: ["unknownMethod: GRAPHQL"] }],
  ["6 a query may go on below", "GET https://h/x\n    ?a=1\n    &b=2", { requests: ["GET https://h/x?a=1&b=2"] }],
  ["6 without indentation, too", "GET https://h/x\n?a=1\n&b=2\nA: b", { requests: ["GET https://h/x?a=1&b=2 | A: b"] }],
  [
    "7 and after the version, where others drop it",
    "GET https://h/x HTTP/1.1\n?a=1\n&b=2",
    {
      requests: ["GET https://h/x?a=1&b=2 | version HTTP/1.1"],
      problems: ["queryAfterVersion: ?a=1", "queryAfterVersion: &b=2"],
    },
  ],
  [
    "7 also after a version further down",
    "GET https://h/x\n?a=1 HTTP/1.1\n&b=2",
    { requests: ["GET https://h/x?a=1&b=2 | version HTTP/1.1"], problems: ["queryAfterVersion: &b=2"] },
  ],
  [
    "8 a query needs no equals sign, except for httpYac",
    "GET https://h/x\n  ?$count\n&a=1\n&{{b}}",
    { requests: ["GET https://h/x?$count&a=1&{{b}}"], problems: ["queryWithoutEquals: ?$count"] },
  ],
  [
    "9 a path may go on below, indented",
    "GET https://h\n  /b\n  /c",
    { requests: ["GET https://h/b/c"], problems: ["pathContinuation: /b", "pathContinuation: /c"] },
  ],
  [
    "10 spaces in a URL are kept",
    "GET https://h/x?$filter=start ge '2026' HTTP/1.1",
    { requests: ["GET https://h/x?$filter=start ge '2026' | version HTTP/1.1"] },
  ],
  [
    "11 spaces after it are not, except in httpYac",
    "GET https://h/x  \t \nA: b",
    { requests: ["GET https://h/x | A: b"], problems: ["blanksAfterUrl:   \t "] },
  ],
  [
    "11 after a version they do no harm",
    "GET https://h/x HTTP/1.1 ",
    { requests: ["GET https://h/x | version HTTP/1.1"] },
  ],
  ["40 a variable may begin the URL", "GET {{host}}/x", { requests: ["GET {{host}}/x"] }],
  ["40 with spaces in its braces", "POST {{ host }}/x", { requests: ["POST {{ host }}/x"] }],
  ["40 or be all of it", "{{url}}", { requests: ["GET {{url}}"] }],
  [
    "41 a path takes its host from a header",
    "GET /x\nHost: graph.microsoft.com",
    { requests: ["GET /x | Host: graph.microsoft.com"], problems: ["relativeUrlWithHost: /x"] },
  ],
  ["41 or has none", "POST /me/events/1/cancel", { requests: ["POST /me/events/1/cancel"] }],
  [
    "42 a pasted answer is no request",
    "### answer\nHTTP/1.1 200 OK\nDate: today\n\n{}",
    { problems: ["responseNotRequest: HTTP/1.1 200 OK"] },
  ],
  ["46 nor is a curl command", "curl -X DELETE https://h/x", { problems: ["curlCommand: curl -X DELETE https://h/x"] }],
  ["a method alone is no request", "GET", { problems: ["notARequestLine: GET"] }],
  ["a host without a scheme is a URL", "localhost:3000/x", { requests: ["GET localhost:3000/x"] }],
];

/** How the lines below it are read. */
export const headers: readonly GrammarRow[] = [
  [
    "12 an indented line continues a header",
    `${post}\nA: one,\n   two`,
    { requests: [`${post} | A: one, two`], problems: ["headerContinuation: two"] },
  ],
  [
    "12 only the one right above",
    `${post}\nA: one\n# x\n  two`,
    { requests: [`${post} | A: one`], problems: ["badHeader: two"] },
  ],
  ["12 unless it is a header itself", `${post}\nA: one\n  B: two`, { requests: [`${post} | A: one | B: two`] }],
  [
    "13 a line without a colon is no header",
    `${post}\nA: b\nnonsense\nC: d`,
    { requests: [`${post} | A: b | C: d`], problems: ["badHeader: nonsense"] },
  ],
  [
    "13 nor is one whose name HTTP forbids",
    `${post}\nNo name: b`,
    { requests: [post], problems: ["badHeader: No name: b"] },
  ],
  [
    "14 JSON ends the headers",
    `${post}\nA: b\n{"a":\n1}`,
    { requests: [`${post} | A: b | body {"a":\n1}`], problems: ['missingBlankLine: {"a":'] },
  ],
  [
    "15 also after a comment",
    `${post}\nA: b\n# here\n{"a":1}`,
    { requests: [`${post} | A: b | body {"a":1}`], problems: ['missingBlankLine: {"a":1}'] },
  ],
  [
    "16 comments between headers are none",
    `${post}\nA: b\n# x\n// y: z\nC: d`,
    { requests: [`${post} | A: b | C: d`] },
  ],
  ["43 a header may come twice", `${post}\nA: b\nA: c`, { requests: [`${post} | A: b | A: c`] }],
  [
    "54 a comma at the end stays, except in httpYac",
    `${post}\nA: b,\nC: d, e`,
    { requests: [`${post} | A: b, | C: d, e`], problems: ["trailingComma: b,"] },
  ],
  ["a value may be empty, and hold colons", `${post}\nA:\nB: c:d`, { requests: [`${post} | A:  | B: c:d`] }],
  ["a variable may name a header", `${post}\n{{name}}: b`, { requests: [`${post} | {{name}}: b`] }],
];
