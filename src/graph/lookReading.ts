/** Reads what a look at an item is answered. Whatever cannot be told from an answer is an error, never a guess. */
import { object, optional, safeParse, string } from "valibot";
import type { BaseIssue, BaseSchema } from "valibot";
import { GraphError, isGraphError } from "./graphError.ts";
import type { GraphErrorFacts } from "./graphError.ts";
import type { ReadJson, ReadRequest } from "./readJson.ts";

/** A moment as Graph gives one. */
export const timeShape = object({ dateTime: optional(string()), timeZone: optional(string()) });

/**
 * Reads the item itself; undefined if Graph says that there is none. Only here does a 404 speak of the item: where it
 * would be listed, a calendar or a whole mailbox is not found.
 */
export async function readItself(
  readJson: ReadJson,
  request: ReadRequest,
  saysThatItIsGone: (facts: GraphErrorFacts) => boolean,
): Promise<unknown> {
  try {
    return await readJson(request);
  } catch (error) {
    if (isGraphError(error) && error.reason === "notFound" && saysThatItIsGone(error.facts)) return undefined;
    throw error;
  }
}

/** An answer with a shape. @throws {GraphError} if it has another. */
export function shaped<Output>(shape: BaseSchema<unknown, Output, BaseIssue<unknown>>, value: unknown): Output {
  const read = safeParse(shape, value);
  if (read.success) return read.output;
  throw unreadable();
}

/** What is thrown where an answer does not tell. */
export function unreadable(): GraphError {
  return new GraphError("unreadable", "Microsoft Graph's answer does not tell whether the item still stands.");
}
