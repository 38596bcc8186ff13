/**
 * Finds out which permissions are missing for what was planned, without sending anything: a token for each is asked for as
 * sending would, so that the person can be asked before they are asked to confirm.
 */
import { isAccountError } from "../account/accountError.ts";
import type { TokenSource } from "../account/tokenSource.ts";
import { scopesToAct } from "../cancellation/itemAction.ts";
import { actionNames } from "../cancellation/plannedRequest.ts";
import type { PlannedRequest } from "../cancellation/plannedRequest.ts";
import type { GraphClientOptions } from "./graphContract.ts";

/** What decides which permissions doing something to an item takes. */
export type PermittedItem = Pick<PlannedRequest, "target" | "action">;

/** Makes the function. It rejects with an AccountError where a token cannot be had for another reason. */
export function createMissingPermissions({
  tokens,
  ownNames,
}: Pick<GraphClientOptions, "tokens" | "ownNames">): (
  items: readonly PermittedItem[],
  signal: AbortSignal,
) => Promise<readonly string[]> {
  return async (items, signal) => {
    const given = new Map<string, boolean>();
    const isGiven = async (scopes: readonly string[]): Promise<boolean> => {
      const key = scopes.join(" ");
      const known = given.get(key) ?? (await canHave(tokens, scopes, signal));
      given.set(key, known);
      return known;
    };
    const missing = new Set<string>();
    for (const { target, action } of items) {
      const scopes = scopesToAct(actionNames[action.kind], target, ownNames);
      if (await isGiven(scopes)) continue;
      const lacking: string[] = [];
      for (const scope of scopes) if (!(await isGiven([scope]))) lacking.push(scope);
      for (const scope of lacking.length > 0 ? lacking : scopes) missing.add(scope);
    }
    return [...missing];
  };
}

async function canHave(tokens: TokenSource, scopes: readonly string[], signal: AbortSignal): Promise<boolean> {
  try {
    await tokens.getToken({ scopes }, signal);
    return true;
  } catch (error) {
    if (isAccountError(error) && error.code === "consentRequired") return false;
    throw error;
  }
}
