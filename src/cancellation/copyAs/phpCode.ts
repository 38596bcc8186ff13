/**
 * Requests in PHP, for version 2 of the Microsoft Graph SDK. Classes are named in full, because those for events and
 * bookings have one name.
 * Source: https://learn.microsoft.com/graph/api/bookingappointment-cancel, the classes as in
 * https://github.com/microsoftgraph/msgraph-sdk-php, the clouds as in its core library's NationalCloud.
 */
import type { GraphCloudName } from "../graphAddress.ts";
import { immutableIds, openingSentence, permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";
import { clientHint, pascalCase, sdkCall } from "./sdkCall.ts";
import type { SdkCall } from "./sdkCall.ts";
import { phpString } from "./stringLiteral.ts";

const nationalClouds: Readonly<Partial<Record<GraphCloudName, string>>> = {
  usGovernment: "US_GOV",
  usGovernmentDod: "US_DOD",
  china: "CHINA",
};

/** A script. */
export function writePhp(requests: readonly CopyRequest[], place: CopyPlace): string {
  const lines = [
    "<?php",
    "",
    `// ${openingSentence(requests)}`,
    "use Microsoft\\Graph\\GraphServiceClient;",
    "",
    ...clientHint("$tokenRequestContext", "php", requests).map((line) => `// ${line}`),
    `$scopes = [${permissionsFor(requests)
      .map((permission) => phpString(permission))
      .join(", ")}];`,
    `$graphServiceClient = new GraphServiceClient($tokenRequestContext, $scopes${cloudArgument(place)});`,
    ...requests.flatMap((request) => ["", ...callLines(sdkCall(request, place))]),
  ];
  return `${lines.join("\n")}\n`;
}

function cloudArgument({ graphOrigin, cloud }: CopyPlace): string {
  if (cloud === "global") return "";
  const constant = nationalClouds[cloud];
  return `, ${constant === undefined ? phpString(graphOrigin) : `\\Microsoft\\Graph\\Core\\NationalCloud::${constant}`}`;
}

function callLines(call: SdkCall): readonly string[] {
  const chain = call.steps.map(({ word, idName, id }) => {
    return `${word}()${idName === undefined || id === undefined ? "" : `->by${idName}(${phpString(id)})`}`;
  });
  const address = call.rawUrl === undefined ? "" : `->withUrl(${phpString(call.rawUrl)})`;
  const namespace = `\\Microsoft\\Graph\\Generated\\${call.namespace.map(pascalCase).join("\\")}`;
  const hasHeaders = call.kind === "event";
  return [
    `$requestBody = new ${namespace}\\CancelPostRequestBody();`,
    `$requestBody->set${pascalCase(call.property)}(${phpString(call.message)});`,
    ...(hasHeaders
      ? [
          `$requestConfiguration = new ${namespace}\\CancelRequestBuilderPostRequestConfiguration();`,
          `$requestConfiguration->headers = ["Prefer" => ${phpString(immutableIds)}];`,
        ]
      : []),
    `$graphServiceClient->${chain.join("->")}->cancel()${address}` +
      `->post($requestBody${hasHeaders ? ", $requestConfiguration" : ""})->wait();`,
  ];
}
