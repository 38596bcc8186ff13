/**
 * Where the token of a copied curl command comes from: the text names a variable and says how to fill it, and never holds
 * a token itself.
 */
import { permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";

/** The environment variable that a copied command takes its token from. */
export const tokenVariable = "GRAPH_TOKEN";

/** What to put into the variable, as lines without a comment sign. */
export function tokenHint(requests: readonly CopyRequest[], { graphOrigin, cloud }: CopyPlace): readonly string[] {
  if (cloud === "sandbox") return [`${tokenVariable} has to hold an access token of the sandbox at ${graphOrigin}`];
  // A person's token from the Azure CLI has no permission for calendars: its app cannot ask for one.
  return [
    `${tokenVariable} has to hold an access token for ${graphOrigin} with ${permissionsFor(requests).join(", ")}`,
    `This prints one: m365 util accesstoken get --resource ${graphOrigin} --output text`,
    `For an app, this does: az account get-access-token --resource ${graphOrigin} --query accessToken --output tsv`,
  ];
}
