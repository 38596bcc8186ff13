/** What reading an item again says of it, in the words of the recheck (planDocument/drift.ts). */
import type { ItemAgain } from "../cancellation/planDocument/drift.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import { isGraphError } from "../graph/graphError.ts";
import { describeProblem } from "./problemText.ts";

/** The item; or that it is gone, or why it could not be read. */
export function itemAgain(read: ItemRead): ItemAgain {
  if (read.kind === "read") return { kind: "read", item: read.item };
  const { error } = read;
  if (isGraphError(error) && error.reason === "notFound") return { kind: "gone" };
  return { kind: "unreadable", reason: describeProblem(error).sentence };
}
