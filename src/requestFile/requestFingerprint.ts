/** Tells whether a request is still the one that a person saw when they clicked on it. */
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import { resolveRequest } from "./resolveRequest.ts";
import type { VariableSources } from "./variableLookup.ts";

/**
 * A text that is equal for two requests only if their blocks read the same and would send the same: it also changes
 * when a variable that is defined elsewhere changes. It is the content itself and not a hash, so that no two contents
 * share one; it holds whatever the request holds, so keep it in memory. Where the block stands in the file does not
 * matter. What is another one each time, as `$guid` or the answer to a prompt, has no part in it.
 */
export function requestFingerprint(
  file: RequestFile,
  request: HttpRequest,
  { environment, responseValue }: VariableSources = {},
): string {
  const lasting = { ...(environment && { environment }), ...(responseValue && { responseValue }) };
  const { method, url, headers, body, unresolved } = resolveRequest(file, request, lasting);
  const missing = unresolved.map(({ expression, reason }) => [expression, reason]);
  return JSON.stringify([file.text.slice(request.span.start, request.span.end), method, url, headers, body, missing]);
}
