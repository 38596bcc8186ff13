/**
 * Requests in Python, for version 1 of the Microsoft Graph SDK. The modules are those of its source,
 * https://github.com/microsoftgraph/msgraph-sdk-python: the documentation's snippets leave out the underscore of
 * `booking_businesses`. Each body class is imported under a name of its own, because all have one.
 */
import { immutableIds, openingSentence, permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint, nationalBaseUrl, pascalCase, sdkCall, snakeCase } from "./sdkCall.ts";
import type { SdkCall } from "./sdkCall.ts";
import { longEscapeString } from "./stringLiteral.ts";

/** A script. */
export function writePython(requests: readonly CopyRequest[], place: CopyPlace): string {
  const calls = requests.map((request) => sdkCall(request, place));
  const hasEvents = calls.some(({ kind }) => kind === "event");
  const scopes = permissionsFor(requests).map((permission) => longEscapeString(permission));
  const baseUrl = nationalBaseUrl(place);
  const lines = [
    `# ${openingSentence(requests)}`,
    "import asyncio",
    "",
    ...(hasEvents ? ["from kiota_abstractions.base_request_configuration import RequestConfiguration"] : []),
    "from msgraph import GraphServiceClient",
    ...[...new Set(calls.map(importLine))].toSorted(),
    "",
    "",
    "async def send_cancellations(graph_client: GraphServiceClient) -> None:",
    ...(baseUrl === undefined ? [] : [`    graph_client.request_adapter.base_url = ${longEscapeString(baseUrl)}`]),
    ...(hasEvents
      ? [
          "    configuration = RequestConfiguration()",
          `    configuration.headers.add("Prefer", ${longEscapeString(immutableIds)})`,
        ]
      : []),
    ...calls.flatMap(callLines),
    "",
    "",
    ...clientHint("credential", "python", requests).map((line) => `# ${line}`),
    `asyncio.run(send_cancellations(GraphServiceClient(credential, [${scopes.join(", ")}])))`,
  ];
  return `${lines.join("\n")}\n`;
}

function importLine(call: SdkCall): string {
  const module = `msgraph.generated.${call.namespace.map(snakeCase).join(".")}.cancel_post_request_body`;
  return `from ${module} import CancelPostRequestBody as ${bodyName(call)}`;
}

/** `UsersEventsBody` for the class in `users.item.events.item.cancel`. */
function bodyName({ namespace }: SdkCall): string {
  const words = namespace.filter((word) => word !== "item" && word !== "cancel");
  return `${words.map(pascalCase).join("")}Body`;
}

function callLines(call: SdkCall): readonly string[] {
  const chain = call.steps.map(({ word, idName, id }) => {
    const item = idName === undefined || id === undefined ? "" : `.by_${snakeCase(idName)}(${longEscapeString(id)})`;
    return `${snakeCase(word)}${item}`;
  });
  const address = call.rawUrl === undefined ? "" : `.with_url(${longEscapeString(call.rawUrl)})`;
  return [
    `    await graph_client.${chain.join(".")}.cancel${address}.post(`,
    `        ${bodyName(call)}(${snakeCase(call.property)}=${longEscapeString(call.message)}),`,
    ...(call.kind === "event" ? ["        request_configuration=configuration,"] : []),
    "    )",
  ];
}
