/**
 * Requests in C#, for version 5 of the Microsoft Graph .NET SDK. The body's class is named in full, because the classes
 * for events and bookings have one name; an event of `Me` takes the class of `Users`.
 * Source: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/sdks/national-clouds
 */
import { immutableIds, openingSentence, permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint, nationalBaseUrl, pascalCase, sdkCall } from "./sdkCall.ts";
import type { SdkCall } from "./sdkCall.ts";
import { jsonString } from "./stringLiteral.ts";

/** A program of top-level statements. */
export function writeCSharp(requests: readonly CopyRequest[], place: CopyPlace): string {
  const scopes = permissionsFor(requests).map((permission) => jsonString(permission));
  const baseUrl = nationalBaseUrl(place);
  const parts = [
    `// ${openingSentence(requests)}`,
    "using Microsoft.Graph;",
    "",
    ...clientHint("credential", "csharp", requests).map((line) => `// ${line}`),
    `var graphClient = new GraphServiceClient(`,
    `    credential, new[] { ${scopes.join(", ")} }${baseUrl === undefined ? "" : `, ${jsonString(baseUrl)}`});`,
    ...requests.flatMap((request) => ["", writeCall(sdkCall(request, place))]),
  ];
  return `${parts.join("\n")}\n`;
}

function writeCall(call: SdkCall): string {
  const chain = call.steps.map(({ word, id }) => pascalCase(word) + (id === undefined ? "" : `[${jsonString(id)}]`));
  const address = call.rawUrl === undefined ? "" : `.WithUrl(${jsonString(call.rawUrl)})`;
  const bodyClass = `Microsoft.Graph.${call.namespace.map(pascalCase).join(".")}.CancelPostRequestBody`;
  const headers =
    call.kind === "event"
      ? `,\n    configuration => configuration.Headers.Add("Prefer", ${jsonString(immutableIds)})`
      : "";
  return [
    `await graphClient.${chain.join(".")}.Cancel${address}.PostAsync(`,
    `    new ${bodyClass}`,
    "    {",
    `        ${pascalCase(call.property)} = ${jsonString(call.message)},`,
    `    }${headers});`,
  ].join("\n");
}
