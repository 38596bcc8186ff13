/**
 * Messages with placeholders, `{subject}` `{start}` `{business}` `{customer}`, which are filled for each item when it is
 * sent. Where an item has nothing to fill in, a word is put there that reads well; everything else in braces stays as it
 * is written.
 */
import { describePerson } from "../agenda/describeItem.ts";
import type { AgendaItem } from "../agenda/item.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { Span } from "../requestFile/span.ts";
import { describeStartThere } from "./planDocument/itemTitle.ts";

/** What can be filled in. */
const placeholders = ["subject", "start", "business", "customer"] as const;

type Placeholder = (typeof placeholders)[number];

/** What looks like a placeholder and is none. */
export interface TemplateProblem {
  readonly name: string;
  /** Counts from the beginning of the message. */
  readonly span: Span;
}

/** The message as the people of an item read it. What is filled in is never read as a placeholder again. */
export function fillTemplate(template: string, item: AgendaItem, viewer: Viewer): string {
  if (!template.includes("{")) return template;
  return template.replaceAll(/\{([a-z]+)\}/gu, (written, name: string) =>
    isPlaceholder(name) ? valueOf(name, item, viewer) : written,
  );
}

/** What looks like a placeholder and is none, in the order of the message: a word in braces, in whatever case. */
export function templateProblems(template: string): readonly TemplateProblem[] {
  if (!template.includes("{")) return [];
  return Array.from(template.matchAll(/\{\s*([\p{L}_][\p{L}\d_-]*)\s*\}/gu), ({ 0: written, 1: name = "", index }) => ({
    name,
    span: { start: index, end: index + written.length },
    isKnown: written === `{${name}}` && isPlaceholder(name),
  }))
    .filter(({ isKnown }) => !isKnown)
    .map(({ name, span }) => ({ name, span }));
}

function isPlaceholder(name: string): name is Placeholder {
  return (placeholders as readonly string[]).includes(name);
}

function valueOf(name: Placeholder, item: AgendaItem, viewer: Viewer): string {
  switch (name) {
    case "subject":
      return item.kind === "event" ? item.subject.trim() || "our meeting" : item.serviceName.trim() || "your booking";
    case "start":
      return describeStartThere(item, viewer);
    case "business":
      return businessOf(item);
    case "customer":
      return customerOf(item);
    default:
      return name satisfies never;
  }
}

/** An event has no business; whoever organises it is the next best to sign with. */
function businessOf(item: AgendaItem): string {
  if (item.kind === "booking") return item.businessName.trim() || "us";
  return (item.organizer === undefined ? "" : describePerson(item.organizer)) || "the organizer";
}

/** One customer by name. Of several, none may read the name of another. */
function customerOf(item: AgendaItem): string {
  if (item.kind === "event") return "all";
  const [first, ...others] = item.customers;
  if (others.length > 0 || item.lacksPeople === true) return "all";
  return (first === undefined ? "" : first.name.trim()) || "customer";
}
