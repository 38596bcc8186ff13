/**
 * Requests as a `.http` file: parsed again, it gives the same targets and messages. It holds no `Authorization` header,
 * because Unbook signs in by itself, and a `# @note` before each request, so that REST Client and httpYac ask, too.
 */
import { wireRequest } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { requestFileJsonString } from "./stringLiteral.ts";

/** One block for each request. */
export function writeHttp(requests: readonly CopyRequest[], place: CopyPlace): string {
  return requests.map((request) => writeBlock(request, place)).join("\n");
}

function writeBlock(request: CopyRequest, place: CopyPlace): string {
  const { url, headers, property } = wireRequest(request, place);
  const lines = [
    `### Cancel ${request.target.kind}`,
    "# @note",
    // Blanks could begin another line; with them it is nobody's address, and not run.
    ...(request.account === undefined ? [] : [`# @account ${request.account.replaceAll(/\s+/gu, " ")}`]),
    `POST ${url}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "",
    "{",
    `  "${property}": ${requestFileJsonString(request.message)}`,
    "}",
  ];
  return `${lines.join("\n")}\n`;
}
