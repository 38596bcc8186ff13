/**
 * What is said before a plan is confirmed: who is mailed, about what, with which words, and what cannot be taken back.
 * Pure text; the dialog itself is in editor/. The words "Cancel" and "OK" are avoided: VS Code has a Cancel button.
 */
import { describeSpan } from "../agenda/describeTime.ts";
import { describeTitle } from "../agenda/describeItem.ts";
import { isPast } from "../agenda/itemTraits.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { CancellationPlan, PlannedItem } from "./plan.ts";
import { whoIsMailed } from "./whoIsMailed.ts";
import { whoseCalendar } from "./whoseCalendar.ts";

/** What the confirmation depends on besides the plan. */
export interface ConfirmationFacts {
  readonly viewer: Viewer;
  readonly isSandbox: boolean;
  readonly holdSeconds: number;
  /** Items that were chosen but cannot be cancelled, each with its reason. */
  readonly leftOut: readonly { readonly title: string; readonly reason: string }[];
  /** The text of a request file's `# @note`. */
  readonly note?: string;
}

/** A confirmation in words. */
export interface ConfirmationText {
  readonly title: string;
  readonly detail: string;
  /** The button that sends. */
  readonly sendButton: string;
  /** The button that leaves everything as it is. */
  readonly keepButton: string;
}

const listedAtMost = 10;

/** The words that a plan is confirmed with. */
export function confirmationText(plan: CancellationPlan, facts: ConfirmationFacts): ConfirmationText {
  const { items } = plan;
  const [first] = items;
  const only = items.length === 1 ? first : undefined;
  const agendaItems = items.map(({ item }) => item);
  const paragraphs = [
    ...(facts.note === undefined || facts.note === "" ? [] : [facts.note]),
    only === undefined ? listOf(items, facts.viewer) : whenOf(only, facts.viewer),
    [whoIsMailed(agendaItems, facts.viewer), ...items.flatMap(groupWarning)].join(" "),
    ...notesOf(items),
    messageOf(items),
    ...leftOutOf(facts),
    fateOf(items, facts),
    [
      facts.isSandbox
        ? `Sandbox: this is sample data as ${plan.sender.address}, and nobody is really mailed.`
        : `Sent as ${plan.sender.address}.`,
      ...whoseCalendar(agendaItems, facts.viewer.ownAddresses),
    ].join(" "),
  ];
  return {
    title:
      only === undefined
        ? `Send ${items.length} cancellations?`
        : `Send cancellation for “${describeTitle(only.item)}”?`,
    detail: paragraphs.join("\n\n"),
    sendButton: items.length === 1 ? "Send Cancellation" : `Send ${items.length} Cancellations`,
    keepButton: "Keep",
  };
}

function whenOf(planned: PlannedItem, viewer: Viewer): string {
  const span = describeSpan(planned.item.span, viewer);
  switch (planned.scope) {
    case "single":
      return isPast(planned.item, viewer) ? `${span}. It is over, and everybody is still mailed.` : span;
    case "occurrence":
      return `${span}. Only this occurrence of the series.`;
    case "series":
      return `The whole series, with every past and future meeting; the first is ${span}.`;
    default:
      return planned.scope satisfies never;
  }
}

function listOf(items: readonly PlannedItem[], viewer: Viewer): string {
  const lines = items
    .slice(0, listedAtMost)
    .map(
      ({ item, scope }) =>
        `• ${describeSpan(item.span, viewer)}: ${describeTitle(item)}${scope === "occurrence" ? " (this occurrence)" : ""}`,
    );
  return [...lines, ...(items.length > listedAtMost ? [`• and ${items.length - listedAtMost} more`] : [])].join("\n");
}

function groupWarning({ item }: PlannedItem): readonly string[] {
  if (item.kind !== "booking" || item.customers.length < 2) return [];
  return [`It is cancelled for all ${item.customers.length} customers: there is no cancelling for one of them.`];
}

/** What could not be read may be just what would have made the person think again. */
function notesOf(items: readonly PlannedItem[]): readonly string[] {
  const incomplete = items.filter(({ item }) => item.notes.length > 0);
  const [first] = incomplete;
  if (first === undefined) return [];
  if (items.length === 1) return [first.item.notes.join(" ")];
  const lines = incomplete
    .slice(0, listedAtMost)
    .map(({ item }) => `• ${describeTitle(item)}: ${item.notes.join(" ")}`);
  const more = incomplete.length > listedAtMost ? [`• and ${incomplete.length - listedAtMost} more`] : [];
  return [`Not read completely, ${incomplete.length}:\n${[...lines, ...more].join("\n")}`];
}

function messageOf(items: readonly PlannedItem[]): string {
  const messages = new Set(items.map(({ message }) => message));
  const [message = ""] = messages;
  if (messages.size > 1) return "Each with its own message.";
  return message === "" ? "No message: they only see that it is cancelled." : `They read:\n${message}`;
}

function leftOutOf({ leftOut }: ConfirmationFacts): readonly string[] {
  if (leftOut.length === 0) return [];
  const lines = leftOut.slice(0, listedAtMost).map(({ title, reason }) => `• ${title}: ${reason}`);
  const more = leftOut.length > listedAtMost ? [`• and ${leftOut.length - listedAtMost} more`] : [];
  return [`Left out, ${leftOut.length}:\n${[...lines, ...more].join("\n")}`];
}

function fateOf(items: readonly PlannedItem[], { holdSeconds }: ConfirmationFacts): string {
  const moved = items.every(({ item }) => item.kind === "event") ? "Graph moves it to Deleted Items. " : "";
  const hold =
    holdSeconds === 0
      ? "It is sent at once"
      : `It is held for ${holdSeconds === 1 ? "1 second" : `${holdSeconds} seconds`} first, when you can still undo it`;
  return `${moved}${hold}; after sending it cannot be undone.`;
}
