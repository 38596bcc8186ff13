/**
 * Requests in JavaScript, for version 3 of the Microsoft Graph client library, which takes any path as it is.
 * Source: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/sdks/national-clouds
 */
import { openingSentence, messageProperty, wireRequest } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint } from "./sdkCall.ts";
import { jsonString } from "./stringLiteral.ts";

/** An ES module. */
export function writeJavaScript(requests: readonly CopyRequest[], place: CopyPlace): string {
  const baseUrl = place.cloud === "global" ? "" : `, baseUrl: ${jsonString(place.graphOrigin)}`;
  const lines = [
    `// ${openingSentence(requests)}`,
    `import { Client } from "@microsoft/microsoft-graph-client";`,
    "",
    ...clientHint("authProvider", "javascript", requests).map((line) => `// ${line}`),
    `const client = Client.initWithMiddleware({ authProvider${baseUrl} });`,
    ...requests.flatMap((request) => ["", ...callLines(request, place)]),
  ];
  return `${lines.join("\n")}\n`;
}

function callLines(request: CopyRequest, place: CopyPlace): readonly string[] {
  const { target, message } = request;
  const headers = wireRequest(request, place).headers.map(
    ([name, value]) => `  .header(${jsonString(name)}, ${jsonString(value)})`,
  );
  return [
    "await client",
    `  .api(${jsonString(`${target.itemPath}/cancel`)})`,
    ...(target.apiVersion === "beta" ? [`  .version("beta")`] : []),
    ...headers,
    `  .post({ ${messageProperty(target)}: ${jsonString(message)} });`,
  ];
}
