/**
 * Requests in Go, for version 1 of the Microsoft Graph SDK. The documentation's snippets call a constructor that the SDK
 * does not have; the names used here are those of its source, https://github.com/microsoftgraph/msgraph-sdk-go
 * (users/item_events_item_cancel_post_request_body.go and its like).
 */
import { immutableIds, openingSentence } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint, nationalBaseUrl, pascalCase, sdkCall } from "./sdkCall.ts";
import type { SdkCall } from "./sdkCall.ts";
import { longEscapeString } from "./stringLiteral.ts";

/** A file with one function, formatted as gofmt does. It stops at the first request that is refused. */
export function writeGo(requests: readonly CopyRequest[], place: CopyPlace): string {
  const calls = requests.map((request) => sdkCall(request, place));
  const packages = [...new Set(calls.map(packageOf))].toSorted();
  const hasEvents = calls.some(({ kind }) => kind === "event");
  const baseUrl = nationalBaseUrl(place);
  const lines = [
    "package cancellations",
    "",
    "import (",
    `\t"context"`,
    "",
    ...(hasEvents ? [`\tabstractions "github.com/microsoft/kiota-abstractions-go"`] : []),
    `\tmsgraphsdk "github.com/microsoftgraph/msgraph-sdk-go"`,
    ...packages.map((name) => `\tgraph${name} "github.com/microsoftgraph/msgraph-sdk-go/${name}"`),
    ")",
    "",
    `// ${openingSentence(requests)}`,
    ...clientHint("The client's credential", "go", requests).map((line) => `// ${line}`),
    "func Send(ctx context.Context, graphClient *msgraphsdk.GraphServiceClient) error {",
    ...(baseUrl === undefined ? [] : [`\tgraphClient.GetAdapter().SetBaseUrl(${longEscapeString(baseUrl)})`, ""]),
    ...(hasEvents ? headerLines : []),
    ...calls.flatMap(callLines),
    "\treturn nil",
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

const headerLines = [
  "\theaders := abstractions.NewRequestHeaders()",
  `\theaders.Add("Prefer", ${longEscapeString(immutableIds)})`,
  "",
];

function packageOf({ namespace }: SdkCall): string {
  return namespace[0] ?? "";
}

function callLines(call: SdkCall, index: number): readonly string[] {
  const chain = call.steps.map(({ word, idName, id }) => {
    return `${pascalCase(word)}()${idName === undefined || id === undefined ? "" : `.By${idName}(${longEscapeString(id)})`}`;
  });
  const address = call.rawUrl === undefined ? "" : `.WithUrl(${longEscapeString(call.rawUrl)})`;
  const className = call.namespace.slice(1).map(pascalCase).join("");
  const configuration =
    call.kind === "event"
      ? `&graph${packageOf(call)}.${className}RequestBuilderPostRequestConfiguration{Headers: headers}`
      : "nil";
  const number = index + 1;
  return [
    `\tmessage${number} := ${longEscapeString(call.message)}`,
    `\tbody${number} := graph${packageOf(call)}.New${className}PostRequestBody()`,
    `\tbody${number}.Set${pascalCase(call.property)}(&message${number})`,
    `\tif err := graphClient.${chain.join(".")}.Cancel()${address}.Post(ctx, body${number}, ${configuration}); err != nil {`,
    "\t\treturn err",
    "\t}",
    "",
  ];
}
