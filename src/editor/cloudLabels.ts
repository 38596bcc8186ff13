/** What a person calls Microsoft's clouds, as the settings do. */
import type { CloudId } from "../graph/cloud.ts";

/** One of Microsoft's clouds. */
export type MicrosoftCloudId = Exclude<CloudId, "sandbox">;

/** The clouds in the order of the setting; names, so in no other language either. */
export const cloudLabels: Readonly<Record<MicrosoftCloudId, string>> = {
  global: "Global",
  usGovernment: "US Government L4 (GCC High)",
  usGovernmentDod: "US Government L5 (DoD)",
  china: "China (21Vianet)",
};

/** Whether a value is the id of one of Microsoft's clouds. */
export function isMicrosoftCloud(value: unknown): value is MicrosoftCloudId {
  return typeof value === "string" && Object.hasOwn(cloudLabels, value);
}
