/**
 * Edits of a plan document that keep it up to date: accepted changes, counts, blocks that are taken out, another message.
 * Each function gives a list for the whole text as it was read, in no need of another one's edits.
 */
import type { Viewer } from "../../agenda/viewer.ts";
import { isTag } from "../../requestFile/requestFile.ts";
import type { HttpRequest } from "../../requestFile/requestFile.ts";
import type { SpanEdit } from "../../requestFile/span.ts";
import type { PlannedItem } from "../plan.ts";
import type { PlanBlock, ReadPlan } from "./planDocument.ts";
import { countLine, headBeginning, headTags } from "./planHead.ts";
import {
  messageHint,
  messageVariable,
  requestFileJson,
  sharedMessageLines,
  sharedMessageValue,
} from "./planMessage.ts";
import { blockLines } from "./writePlanDocument.ts";

/**
 * Accepts what an item has become: the block's title, note and plan line say what is so now. Its request stays as it is.
 * @param planned the item as it was read again, with the block's own action. No edits where the plan's id is not known.
 */
export function updatePlanLine(
  { file: { text }, id }: ReadPlan,
  { request, planLineSpan }: Pick<PlanBlock, "request" | "planLineSpan">,
  planned: PlannedItem,
  viewer: Viewer,
): readonly SpanEdit[] {
  if (id === undefined) return [];
  const { heading, note, planLine } = blockLines(planned, id, viewer);
  const { title, tags, requestLineSpan } = request;
  const noteSpan = tags.find((tag) => tag.span.start < requestLineSpan.start && isTag(tag, "note"))?.span;
  const missing = [...(noteSpan === undefined ? [note] : []), ...(planLineSpan === undefined ? [planLine] : [])];
  const number = /^\d+\s+/u.exec(title?.text ?? "")?.[0] ?? "";
  return [
    ...(title === undefined ? [] : [{ span: title.span, newText: `${number}${heading}` }]),
    ...(noteSpan === undefined ? [] : [{ span: noteSpan, newText: note }]),
    ...(planLineSpan === undefined ? [] : [{ span: planLineSpan, newText: planLine }]),
    ...(missing.length === 0 ? [] : [insertLines(text, requestLineSpan.start, missing)]),
  ];
}

/** Brings the counts of the head up to date. @param items what is in the plan now, one for each block. */
export function refreshHead(
  { file: { text } }: Pick<ReadPlan, "file">,
  items: readonly PlannedItem[],
  viewer: Viewer,
): readonly SpanEdit[] {
  const counts = countLine(items, viewer);
  const found = new RegExp(String.raw`(?<=^|[\r\n])\ufeff?(${headBeginning}[^\r\n]*)`, "u").exec(text);
  // A byte order mark is a character of the text, too.
  if (found === null) return [insertLines(text, text.startsWith("\ufeff") ? 1 : 0, [counts])];
  const end = found.index + found[0].length;
  const before = found[1] ?? "";
  return before === counts ? [] : [{ span: { start: end - before.length, end }, newText: counts }];
}

/** Takes blocks out of the document, each with the blank lines after it. */
export function removeBlocks(
  { file }: Pick<ReadPlan, "file">,
  blocks: readonly { readonly request: HttpRequest }[],
): readonly SpanEdit[] {
  return blocks.map(({ request }) => {
    // A block without a `###` line shares its lines with the head.
    const isSeparated = /^[ \t]*###/u.test(file.text.slice(request.span.start, request.requestLineSpan.start));
    const start = isSeparated ? request.span.start : request.requestLineSpan.start;
    const rest = /^(?:[ \t]*(?:\r\n|\r|\n))*/u.exec(file.text.slice(request.span.end))?.[0].length ?? 0;
    return { span: { start, end: request.span.end + rest }, newText: "" };
  });
}

/**
 * Gives every block that names the shared message another one. Where there has been none, blocks without a message get it;
 * where there is none any more, they are left without. One that is broken is replaced; of several, the first.
 */
export function setSharedMessage(
  { file: { text, requests }, message, blocks }: ReadPlan,
  newMessage: string,
): readonly SpanEdit[] {
  if (message === undefined) {
    if (newMessage === "") return [];
    const silent = blocks.filter((block) => block.message === "");
    const above = headTags(text, "account")[0] ?? headTags(text, "unbook-plan")[0];
    const at = above === undefined ? 0 : lineEnd(text, above.span.end);
    return [insertLines(text, at, sharedMessageLines(newMessage)), ...silent.flatMap(useSharedMessage)];
  }
  if (newMessage === "" && message.isBroken === true) {
    // No block that names it could be read.
    return [removeDefinition(text, message.span.start), ...requests.flatMap((request) => sharedUses(text, request))];
  }
  if (newMessage === "") {
    const shared = blocks.filter(({ isMessageShared }) => isMessageShared);
    return [removeDefinition(text, message.span.start), ...shared.flatMap((block) => setOwnMessage(block, ""))];
  }
  const isBare = text.charAt(message.span.start - 1) === "=";
  return [{ span: message.span, newText: `${isBare ? " " : ""}${sharedMessageValue(newMessage)}` }];
}

/** Gives one block a message of its own; no edits for a block whose request takes none, or has none yet. */
export function setOwnMessage({ messageSpan }: Pick<PlanBlock, "messageSpan">, message: string): readonly SpanEdit[] {
  return messageSpan === undefined ? [] : [{ span: messageSpan, newText: requestFileJson(message) }];
}

/** Lets one block have the shared message again. */
export function useSharedMessage({ messageSpan }: Pick<PlanBlock, "messageSpan">): readonly SpanEdit[] {
  return messageSpan === undefined ? [] : [{ span: messageSpan, newText: `"{{${messageVariable}}}"` }];
}

/** Edits that leave a block without the shared message, as far as it stands in quotes of its own. */
function sharedUses(text: string, { body }: HttpRequest): readonly SpanEdit[] {
  if (body.kind !== "text") return [];
  const uses = text.slice(body.span.start, body.span.end).matchAll(/"\{\{\s*message\s*\}\}"/gu);
  return Array.from(uses, ({ 0: use, index }) => {
    const start = body.span.start + index;
    return { span: { start, end: start + use.length }, newText: requestFileJson("") };
  });
}

/** Lines of their own before whatever stands at a place. */
function insertLines(text: string, at: number, lines: readonly string[]): SpanEdit {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const isWithinLine = at > 0 && !/[\r\n\ufeff]/u.test(text.charAt(at - 1));
  const newText = lines.map((line) => `${line}${lineBreak}`).join("");
  return { span: { start: at, end: at }, newText: `${isWithinLine ? lineBreak : ""}${newText}` };
}

/** Takes out the line that an offset is in, and the hint below it. */
function removeDefinition(text: string, offset: number): SpanEdit {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const end = lineEnd(text, offset);
  const next = lineEnd(text, end);
  return { span: { start, end: text.slice(end, next).trim() === messageHint ? next : end }, newText: "" };
}

/** The beginning of the next line. */
function lineEnd(text: string, from: number): number {
  const found = /\r\n|\r|\n/u.exec(text.slice(from));
  return found === null ? text.length : from + found.index + found[0].length;
}
