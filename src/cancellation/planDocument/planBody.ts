/**
 * What the body of a plan's request says: the message and what else the action takes. Nothing is guessed: a property that
 * the action does not have, or has twice, is a mistake and not read over.
 */
import { isCalendarDay } from "../../agenda/calendarDays.ts";
import { scanJson } from "../../requestFile/jsonTokens.ts";
import { readJsonBody } from "../../requestFile/readJsonBody.ts";
import type { JsonProperty } from "../../requestFile/readJsonBody.ts";
import type { EndedRecurrence, PlannedAction } from "../plan.ts";
import type { ItemRoute } from "../route.ts";
import type { PlanProblemFacts } from "./planProblem.ts";

/** What a body asks for, or what is wrong with it. */
export type PlanBody =
  | {
      readonly kind: "body";
      readonly action: PlannedAction;
      /** Empty for none. */
      readonly message: string;
      /** The property that the message is. */
      readonly messageProperty: JsonProperty | undefined;
    }
  | { readonly kind: "problem"; readonly facts: PlanProblemFacts };

const notJson: PlanBody = { kind: "problem", facts: { code: "bodyNotJson" } };

/** Reads a body with its variables replaced; empty for none. */
export function readPlanBody(route: ItemRoute, text: string): PlanBody {
  const body = readJsonBody(text);
  if (route.action === "delete") {
    return body.kind === "empty"
      ? { kind: "body", action: { kind: "remove" }, message: "", messageProperty: undefined }
      : { kind: "problem", facts: { code: "bodyNotExpected" } };
  }
  if (body.kind === "malformed") return notJson;
  const value = body.kind === "empty" ? {} : body.value;
  const properties = body.kind === "empty" ? [] : body.properties;
  if (!isObject(value)) return notJson;
  if (route.action === "update")
    return hasNameTwice(text, value) ? unexpected("recurrence") : readEnd(value, properties);
  return readMessage(route, value, properties);
}

function readMessage(
  route: ItemRoute,
  value: Readonly<Record<string, unknown>>,
  properties: readonly JsonProperty[],
): PlanBody {
  const isDecline = route.action === "decline";
  const messages = properties.filter(({ name }) => isMessage(route, name));
  const replies = properties.filter(({ name }) => isDecline && name.toLowerCase() === "sendresponse");
  const foreign = properties.find((property) => !messages.includes(property) && !replies.includes(property));
  const [messageProperty, ...moreMessages] = messages;
  const [reply, ...moreReplies] = replies;
  const wrong = foreign ?? moreMessages[0] ?? moreReplies[0];
  if (wrong !== undefined) return unexpected(wrong.name);
  const message = messageProperty === undefined ? null : value[messageProperty.name];
  if (messageProperty !== undefined && message !== null && typeof message !== "string") {
    return unexpected(messageProperty.name);
  }
  const sendsReply = reply === undefined ? true : value[reply.name];
  if (typeof sendsReply !== "boolean") return unexpected(reply?.name ?? "");
  const action: PlannedAction = isDecline ? { kind: "decline", sendsReply } : { kind: "cancel" };
  const text = typeof message === "string" ? message : "";
  // A reply that is not sent has no words.
  if (!sendsReply && text !== "") return unexpected(messageProperty?.name ?? "");
  return { kind: "body", action, message: text, messageProperty };
}

/** A change of a series that ends it on a day, and nothing else. */
function readEnd(value: Readonly<Record<string, unknown>>, properties: readonly JsonProperty[]): PlanBody {
  const foreign = properties.find(({ name }, index) => name !== "recurrence" || index > 0);
  if (foreign !== undefined) return unexpected(foreign.name);
  const recurrence = readRecurrence(value["recurrence"]);
  if (recurrence === undefined) return unexpected("recurrence");
  return { kind: "body", action: { kind: "endSeries", recurrence }, message: "", messageProperty: undefined };
}

function readRecurrence(recurrence: unknown): EndedRecurrence | undefined {
  if (!isObject(recurrence) || !hasOnly(recurrence, ["pattern", "range"])) return undefined;
  const { pattern, range } = recurrence;
  if (!isObject(pattern) || !isObject(range)) return undefined;
  if (!hasOnly(range, ["type", "startDate", "endDate", "recurrenceTimeZone"]) || range["type"] !== "endDate") {
    return undefined;
  }
  const { startDate, endDate, recurrenceTimeZone } = range;
  if (typeof startDate !== "string" || typeof endDate !== "string") return undefined;
  if (!isCalendarDay(startDate) || !isCalendarDay(endDate) || endDate < startDate) return undefined;
  if (recurrenceTimeZone !== undefined && typeof recurrenceTimeZone !== "string") return undefined;
  return {
    pattern,
    range: { type: "endDate", startDate, endDate, ...(recurrenceTimeZone !== undefined && { recurrenceTimeZone }) },
  };
}

/** Whether an object in it, however deep, has a property twice, of which JSON.parse only gives the last. */
function hasNameTwice(text: string, value: unknown): boolean {
  return scanJson(text).tokens.filter(({ kind }) => kind === "key").length > countNames(value);
}

/** Without calling itself: brackets may be nested deeper than calls can be. */
function countNames(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    for (const each of Object.values(next)) open.push(each);
  }
  return count;
}

function unexpected(name: string): PlanBody {
  return { kind: "problem", facts: { code: "unexpectedProperty", name } };
}

/** Graph does not mind the case of its properties. */
function isMessage(route: ItemRoute, name: string): boolean {
  return route.acceptedProperties.some((accepted) => accepted.toLowerCase() === name.toLowerCase());
}

function hasOnly(value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
