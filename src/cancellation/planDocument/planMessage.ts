/**
 * The shared message of a plan document, as a variable that stands between the quotes of JSON strings: it is written
 * escaped, so that whatever the message says, every body stays the JSON that it was.
 */
import { requestFileJsonString } from "../copyAs/stringLiteral.ts";

/** The variable that holds the shared message. */
export const messageVariable = "message";

/**
 * The most that a message may have, in UTF-16 units. Graph's documentation names no limit: this keeps a document that was
 * pasted by mistake from going to everybody.
 */
export const longestMessage = 10_000;

/**
 * The line below the definition. It stays there: to REST Client, the next line that is not blank is the value of a
 * definition without one, and the line break spoils the JSON that it would then send.
 */
export const messageHint = String.raw`# ^ What the people read: \n is a line break, \" a quote. A block may have a text of its own.`;

/** `@message = …` and the hint below it; nothing for no message, because httpYac takes a definition without a value for a request. */
export function sharedMessageLines(message: string): readonly string[] {
  return message === "" ? [] : [`@${messageVariable} = ${sharedMessageValue(message)}`, messageHint];
}

/** The message as the value of the variable. */
export function sharedMessageValue(message: string): string {
  // What is blank at an end would not be a part of the value.
  return requestFileJsonString(message)
    .slice(1, -1)
    .replaceAll(/^ | $/gu, String.raw`\u0020`);
}

/** The message that a value stands for; undefined if it cannot stand between the quotes of a JSON string. */
export function readSharedMessage(value: string): string | undefined {
  try {
    const message: unknown = JSON.parse(`"${value}"`);
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A value as JSON in one line, in which nothing is read as a variable. */
export function requestFileJson(value: unknown): string {
  if (typeof value === "string") return requestFileJsonString(value);
  if (Array.isArray(value)) return `[${value.map(requestFileJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${requestFileJsonString(name)}: ${requestFileJson(each)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
