/**
 * What is said before a plan is confirmed: who is mailed, about what, with which words, and what cannot be taken back.
 * Pure text; the dialog itself is in editor/. The words "Cancel" and "OK" are avoided: VS Code has a Cancel button.
 */
import { describeSpan } from "../agenda/describeTime.ts";
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import type { Person } from "../agenda/item.ts";
import { isPast } from "../agenda/itemTraits.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { mailedPeople } from "./people.ts";
import type { MailedPeople } from "./people.ts";
import type { CancellationPlan, PlannedItem } from "./plan.ts";

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

const namedAtMost = 4;
const listedAtMost = 10;

/** The words that a plan is confirmed with. */
export function confirmationText(plan: CancellationPlan, facts: ConfirmationFacts): ConfirmationText {
  const { items } = plan;
  const [first] = items;
  const only = items.length === 1 ? first : undefined;
  const paragraphs = [
    ...(facts.note === undefined || facts.note === "" ? [] : [facts.note]),
    only === undefined ? listOf(items, facts.viewer) : whenOf(only, facts.viewer),
    [whoIsMailed(items, facts.viewer), ...items.flatMap(groupWarning)].join(" "),
    messageOf(items),
    ...leftOutOf(facts),
    fateOf(items, facts),
    facts.isSandbox
      ? `Sandbox: this is sample data as ${plan.sender.address}, and nobody is really mailed.`
      : `Sent as ${plan.sender.address}.`,
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

/** `Mails 12 people, 3 of them outside your organisation, and frees 1 room.` */
function whoIsMailed(items: readonly PlannedItem[], viewer: Viewer): string {
  const { people, external, rooms, unreachable }: MailedPeople = mailedPeople(
    items.map(({ item }) => item),
    viewer,
  );
  const freed = rooms.length === 0 ? "" : counted(rooms.length, "room");
  const untold = describeUnreachable(unreachable);
  if (people.length === 0 && untold !== "") return `Mails nobody.${untold}`;
  if (people.length === 0) {
    return freed === "" ? "Nobody else is invited, so nobody is mailed." : `Nobody else is invited; it frees ${freed}.`;
  }
  const names = people.length <= namedAtMost ? ` (${people.map(describePerson).join(", ")})` : "";
  const outside =
    external.length === 0
      ? ""
      : external.length === people.length
        ? `, ${people.length === 1 ? "who is" : "all of them"} outside your organisation`
        : `, ${external.length} of them outside your organisation`;
  return `Mails ${counted(people.length, "person")}${names}${outside}${freed === "" ? "" : `, and frees ${freed}`}.${untold}`;
}

function describeUnreachable(people: readonly Person[]): string {
  if (people.length === 0) return "";
  const names = people.length <= namedAtMost ? ` (${people.map(describePerson).join(", ")})` : "";
  return people.length === 1
    ? ` 1 person${names} has no e-mail address and is not told.`
    : ` ${people.length} people${names} have no e-mail address and are not told.`;
}

function groupWarning({ item }: PlannedItem): readonly string[] {
  if (item.kind !== "booking" || item.customers.length < 2) return [];
  return [`It is cancelled for all ${item.customers.length} customers: there is no cancelling for one of them.`];
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
      : `It is held for ${counted(holdSeconds, "second")} first, when you can still undo it`;
  return `${moved}${hold}; after sending it cannot be undone.`;
}

function counted(count: number, what: "person" | "room" | "second"): string {
  const plural = what === "person" ? "people" : `${what}s`;
  return `${count} ${count === 1 ? what : plural}`;
}
