/**
 * The lines above the first block of a plan document: counts for people to read, and whose plan it is for the machine. The
 * counts are never read back.
 */
import { sentences } from "../../agenda/sentences.ts";
import { organisationDomains } from "../../agenda/people.ts";
import type { Viewer } from "../../agenda/viewer.ts";
import type { SpannedText } from "../../requestFile/span.ts";
import { manyMails, planPeople } from "../planPeople.ts";
import type { PlannedItem } from "../plan.ts";
import { documentTitle, lineText } from "./itemTitle.ts";
import type { LeftOutItem, PlanDocumentFacts, PlanDraft } from "./planDocument.ts";
import { sharedMessageLines } from "./planMessage.ts";

/** What the first line begins with. */
export const headBeginning = "# Cancellation plan";

/** The head, without a line break at its end. */
export function writeHead(draft: PlanDraft, facts: PlanDocumentFacts): string {
  const { id, items, message, leftOut, from = "", isUnlogged = false } = draft;
  return [
    countLine(items, facts.viewer),
    "# Delete a block to leave its item out. Nothing is sent before it has been rechecked and confirmed.",
    "# Subjects, times and counts are in this file; no token is, and no address of anybody who is mailed.",
    // VS Code marks a dash that looks like another one as ambiguous.
    ...(lineText(from) === "" ? [] : [`# Chosen: ${lineText(from).replaceAll(" – ", " to ")}`]),
    `# @unbook-plan ${id}`,
    `# @account ${lineText(facts.account)}`,
    ...(isUnlogged ? ["# @no-log"] : []),
    ...sharedMessageLines(message),
    ...leftOutLines(leftOut),
  ].join("\n");
}

/** As `# Cancellation plan · 42 items · 118 people (21 outside contoso.com) · 5 people get 3 or more mails`. */
export function countLine(items: readonly PlannedItem[], viewer: Viewer): string {
  const { people, external, mailedOften, unreachable, unread, lacksPeople } = planPeople(items, viewer);
  const domains = organisationDomains(viewer);
  const home = domains.length === 1 ? lineText(domains[0] ?? "") : "your organisation";
  const outside = external.length === 0 ? "" : ` (${external.length} outside ${home})`;
  return [
    headBeginning,
    sentences.items(items.length),
    `${people.length === 0 ? "nobody is mailed" : sentences.people(people.length)}${outside}`,
    ...(mailedOften.length === 0
      ? []
      : [
          `${sentences.people(mailedOften.length)} ${mailedOften.length === 1 ? "gets" : "get"} ${manyMails} or more mails`,
        ]),
    ...(unreachable.length === 0 ? [] : [`${sentences.people(unreachable.length)} cannot be mailed`]),
    ...(unread.length === 0 && !lacksPeople ? [] : ["more people may be mailed"]),
  ].join(sentences.separator);
}

/** A tag that is the plan's, wherever it stands. */
type HeadTag = "unbook-plan" | "account" | "disabled" | "no-log";

/** The values of every line of a text that has this tag. Not through the parser, which keeps no tags of a head. */
export function headTags(text: string, name: HeadTag): readonly SpannedText[] {
  return Array.from(text.matchAll(headTagPattern(name)), ({ 0: line, 1: written = "", index }) => {
    const end = index + line.length - (written.length - written.trimEnd().length);
    return { text: written.trim(), span: { start: end - written.trim().length, end } };
  });
}

/** Whether a line of a text has this tag. */
export function hasHeadTag(text: string, name: HeadTag): boolean {
  return headTagPattern(name).test(text);
}

function headTagPattern(name: HeadTag): RegExp {
  // Not with the flag for lines: it would take U+2028 in a message for the end of one.
  return new RegExp(String.raw`(?<=^|[\r\n])[ \t\ufeff]*(?:#+|\/\/+)[ \t]*@${name}(?![\w-])[ \t]*([^\r\n]*)`, "gu");
}

function leftOutLines(leftOut: readonly LeftOutItem[]): readonly string[] {
  if (leftOut.length === 0) return [];
  const lines = leftOut.map(
    ({ title, item, reason }) =>
      `# - “${item === undefined ? lineText(title) : documentTitle(item)}”: ${lineText(reason)}`,
  );
  // Said in a way that stays true whatever becomes of the blocks below.
  return ["", `# Left out when this plan was made, ${leftOut.length}:`, ...lines];
}
