/** Everything for request files, loaded when one is first looked at: starting VS Code does not pay for it. */
import type { RequestFeature, RequestFeatureOptions } from "./requestFeature.ts";

/** Loads the feature and makes it. */
export async function createRequestFeature(options: RequestFeatureOptions): Promise<RequestFeature> {
  const part = await import("./requestFeature.ts");
  return new part.RequestFeature(options);
}
