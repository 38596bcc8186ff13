/**
 * Writes a plan as a `.http` document (see planDocument.ts). Each block is the very request that would be sent, so that it
 * can be reviewed as such, with a `# @note`, so that REST Client and httpYac ask before they send it.
 */
import type { Viewer } from "../../agenda/viewer.ts";
import { immutableIds } from "../copyAs/copyRequest.ts";
import type { PlannedItem } from "../plan.ts";
import { requestFor } from "../plannedRequest.ts";
import { blockWords, lineText } from "./itemTitle.ts";
import type { PlanDocumentFacts, PlanDraft } from "./planDocument.ts";
import { writeHead } from "./planHead.ts";
import { plannedState, writePlanLine } from "./planLine.ts";
import { messageVariable, requestFileJson } from "./planMessage.ts";

/**
 * The document's text. Lines end with LF.
 * @throws {Error} for an action that Graph does not have, as declining a booking.
 */
export function writePlanDocument(draft: PlanDraft, facts: PlanDocumentFacts): string {
  const blocks = draft.items.map((planned, index) => writeBlock(planned, index + 1, draft, facts));
  return `${[writeHead(draft, facts), ...blocks].join("\n\n")}\n`;
}

/** The lines above a block's request: what it is about, what is done to whom, and what it was when it was planned. */
export function blockLines(
  planned: PlannedItem,
  planId: string,
  viewer: Viewer,
): { readonly heading: string; readonly note: string; readonly planLine: string } {
  const words = blockWords(planned, viewer);
  return {
    heading: words.heading,
    note: `# @note ${words.note}`,
    planLine: writePlanLine(plannedState(planned, planId, viewer, words)),
  };
}

function writeBlock(planned: PlannedItem, number: number, draft: PlanDraft, facts: PlanDocumentFacts): string {
  const { target } = planned;
  const { method, path, body } = requestFor(planned);
  const { heading, note, planLine } = blockLines(planned, draft.id, facts.viewer);
  const requestNote = lineText(draft.notes?.get(target) ?? "");
  const isShared = draft.message !== "" && planned.message === draft.message;
  return [
    `### ${number}  ${heading}`,
    // Not as a tag: the one below is what other editors ask with, and is written anew when the item has changed.
    ...(requestNote === "" ? [] : [`# The request says: ${requestNote}`]),
    note,
    planLine,
    `${method} ${facts.graphOrigin}/${target.apiVersion}${path}`,
    ...(body === undefined ? [] : ["Content-Type: application/json"]),
    ...(target.kind === "event" ? [`Prefer: ${immutableIds}`] : []),
    ...(body === undefined ? [] : ["", writeBody(body, isShared)]),
  ].join("\n");
}

/** The message is the one text among a body's own properties. */
function writeBody(body: Readonly<Record<string, unknown>>, isShared: boolean): string {
  const properties = Object.entries(body).map(([name, value]) => {
    const written = typeof value === "string" && isShared ? `"{{${messageVariable}}}"` : requestFileJson(value);
    return `"${name}": ${written}`;
  });
  return `{ ${properties.join(", ")} }`;
}
