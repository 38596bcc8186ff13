/** Tells whether a request is still the one that a person saw when they clicked on it. */
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import { resolveRequest } from "./resolveRequest.ts";
import type { SystemSource } from "./systemVariable.ts";
import type { VariableSources } from "./variableLookup.ts";

/**
 * A text that is equal for two requests only if their blocks read the same and would send the same: it also changes
 * when a variable changes that is defined elsewhere, in the environment of the process too. It is the content itself and not a hash, so that no two contents
 * share one; it holds whatever the request holds, so keep it in memory. Where the block stands in the file does not
 * matter. What is another one each time, as `$guid` or the answer to a prompt, has no part in it.
 */
export function requestFingerprint(
  file: RequestFile,
  request: HttpRequest,
  { environment, responseValue, system }: VariableSources = {},
): string {
  const lasting = { ...(environment && { environment }), ...(responseValue && { responseValue }) };
  const { method, url, headers, body, unresolved } = resolveRequest(file, request, lasting);
  const missing = unresolved.map(({ expression, reason }) => [expression, reason]);
  // Besides and not instead: the standing clock's hour is a value that a definition may have, too.
  const ofMachine = resolveRequest(file, request, { ...lasting, system: standing(system) });
  const block = file.text.slice(request.span.start, request.span.end);
  return JSON.stringify([block, method, url, headers, body, missing, ofMachine.url, ofMachine.headers, ofMachine.body]);
}

/** The same machine, where no time passes and nothing is left to chance. */
function standing({ dotenv, processEnv }: Partial<SystemSource> = {}): SystemSource {
  return {
    now: new Date(0),
    newGuid: () => "",
    random: () => 0,
    localOffsetMinutes: () => 0,
    ...(dotenv && { dotenv }),
    ...(processEnv && { processEnv }),
  };
}
