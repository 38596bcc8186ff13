/**
 * Requests in Java, for version 6 of the Microsoft Graph SDK. The body's class is named in full, because the classes for
 * events and bookings have one name.
 * Source: https://learn.microsoft.com/graph/api/bookingappointment-cancel, the classes as in
 * https://github.com/microsoftgraph/msgraph-sdk-java.
 */
import { immutableIds, openingSentence } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint, nationalBaseUrl, pascalCase, sdkCall } from "./sdkCall.ts";
import type { SdkCall } from "./sdkCall.ts";
import { jsonString } from "./stringLiteral.ts";

/** A class with one method. It stops at the first request that is refused. */
export function writeJava(requests: readonly CopyRequest[], place: CopyPlace): string {
  const baseUrl = nationalBaseUrl(place);
  const lines = [
    "import com.microsoft.graph.serviceclient.GraphServiceClient;",
    "",
    `// ${openingSentence(requests)}`,
    ...clientHint("The client's credential", "java", requests).map((line) => `// ${line}`),
    "final class Cancellations {",
    "    static void send(GraphServiceClient graphClient) {",
    ...(baseUrl === undefined
      ? []
      : [`        graphClient.getRequestAdapter().setBaseUrl(${jsonString(baseUrl)});`, ""]),
    ...requests.flatMap((request, index) => callLines(sdkCall(request, place), index)),
    "    }",
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function callLines(call: SdkCall, index: number): readonly string[] {
  const chain = call.steps.map(({ word, idName, id }) => {
    return `${word}()${idName === undefined || id === undefined ? "" : `.by${idName}(${jsonString(id)})`}`;
  });
  const address = call.rawUrl === undefined ? "" : `.withUrl(${jsonString(call.rawUrl)})`;
  const bodyClass = `com.microsoft.graph.${call.namespace.join(".").toLowerCase()}.CancelPostRequestBody`;
  const body = `body${index + 1}`;
  const headers =
    call.kind === "event" ? `, configuration -> configuration.headers.add("Prefer", ${jsonString(immutableIds)})` : "";
  return [
    `        var ${body} = new ${bodyClass}();`,
    `        ${body}.set${pascalCase(call.property)}(${jsonString(call.message)});`,
    `        graphClient.${chain.join(".")}.cancel()${address}.post(${body}${headers});`,
  ];
}
