/**
 * What is said before a plan is confirmed: who is mailed, about what, with which words, and what cannot be taken back.
 * Pure text; the dialog itself is in editor/. The words "Cancel" and "OK" are avoided: VS Code has a Cancel button.
 */
import { describeSpan } from "../agenda/describeTime.ts";
import { describeTitle } from "../agenda/describeItem.ts";
import { isPast } from "../agenda/itemTraits.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { actionMark, actionQuestion, laneCounts, lastDayOf } from "./actionWords.ts";
import type { CancellationPlan, PlannedItem } from "./plan.ts";
import { planPeople } from "./planPeople.ts";
import { whoIsMailed } from "./whoIsMailed.ts";
import { whoseCalendar } from "./whoseCalendar.ts";

/** What the confirmation depends on besides the plan. */
export interface ConfirmationFacts {
  readonly viewer: Viewer;
  readonly isSandbox: boolean;
  readonly holdSeconds: number;
  /** Where the account is signed in, as a person calls it. Default: it is not said, because it could be nowhere else. */
  readonly placeName?: string;
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
  const lanes = laneCounts(items);
  const paragraphs = [
    ...(facts.note === undefined || facts.note === "" ? [] : [facts.note]),
    only === undefined ? listOf(items, facts.viewer) : whenOf(only, facts.viewer),
    ...(lanes === undefined ? [] : [lanes]),
    ...(only === undefined ? overOf(items, facts.viewer) : []),
    [whomItMails(items, facts.viewer), ...groupWarnings(items)].join(" "),
    ...notesOf(items),
    ...messageOf(items),
    ...leftOutOf(facts),
    fateOf(items, facts),
    [
      facts.isSandbox
        ? `Sandbox: this is sample data as ${senderOf(plan, facts)}, and nobody is really mailed.`
        : `Sent as ${senderOf(plan, facts)}.`,
      ...whoseCalendar(
        items.map(({ item }) => item),
        facts.viewer.ownAddresses,
      ),
    ].join(" "),
  ];
  return { ...actionQuestion(items, facts.viewer), detail: paragraphs.join("\n\n"), keepButton: "Keep" };
}

function senderOf({ sender }: CancellationPlan, { placeName }: ConfirmationFacts): string {
  return placeName === undefined ? sender.address : `${sender.address} in the cloud ${placeName}`;
}

/** A number that has to be typed. */
export interface TypedCount {
  readonly count: number;
  /** What it is the number of: items, where they are more than the people who are known. */
  readonly of: "people" | "items";
}

/**
 * The number that has to be typed before a plan is sent: how many people it mails, or, where more people may be mailed than
 * those who are known, how many items it has if they are more. Undefined if none has to be typed.
 */
export function typedCount(
  { items }: Pick<CancellationPlan, "items">,
  viewer: Viewer,
  threshold: number,
): TypedCount | undefined {
  const { people, lacksPeople, unread } = planPeople(items, viewer);
  const isCertain = !lacksPeople && unread.length === 0;
  const typed: TypedCount =
    isCertain || people.length >= items.length
      ? { count: people.length, of: "people" }
      : { count: items.length, of: "items" };
  return typed.count > threshold ? typed : undefined;
}

function whenOf(planned: PlannedItem, viewer: Viewer): string {
  const span = describeSpan(planned.item.span, viewer);
  if (planned.action.kind === "endSeries") {
    const day = lastDayOf(planned.action.recurrence, viewer);
    return `The series that began with ${span}. Its meetings until ${day} stay, all later ones go.`;
  }
  const over = isOver(planned, viewer) ? " It is over, and everybody is still mailed." : "";
  switch (planned.scope) {
    case "single":
      return over === "" ? span : `${span}.${over}`;
    case "occurrence":
      return `${span}. Only this occurrence of the series.${over}`;
    case "series":
      return `The whole series, with every past and future meeting; the first is ${span}.`;
    default:
      return planned.scope satisfies never;
  }
}

function isOver({ item, action }: PlannedItem, viewer: Viewer): boolean {
  const tells = action.kind === "cancel" || (action.kind === "decline" && action.sendsReply);
  return tells && isPast(item, viewer);
}

function overOf(items: readonly PlannedItem[], viewer: Viewer): readonly string[] {
  const { length } = items.filter((planned) => isOver(planned, viewer));
  if (length === 0) return [];
  return [`${length} of them ${length === 1 ? "is" : "are"} over, and everybody is still mailed.`];
}

function listOf(items: readonly PlannedItem[], viewer: Viewer): string {
  const lines = items
    .slice(0, listedAtMost)
    .map(
      (planned) =>
        `• ${describeSpan(planned.item.span, viewer)}: ${describeTitle(planned.item)}${actionMark(planned, viewer)}`,
    );
  return [...lines, ...(items.length > listedAtMost ? [`• and ${items.length - listedAtMost} more`] : [])].join("\n");
}

/** What tells nobody by itself has no need to say whom it could not tell. */
function whomItMails(items: readonly PlannedItem[], viewer: Viewer): string {
  const isSilent = items.every(
    ({ action }) => action.kind === "remove" || (action.kind === "decline" && !action.sendsReply),
  );
  return isSilent ? "Nobody is mailed." : whoIsMailed(planPeople(items, viewer));
}

function groupWarnings(items: readonly PlannedItem[]): readonly string[] {
  const groups = items.filter(({ item }) => item.kind === "booking" && item.customers.length > 1);
  const [first] = groups;
  if (first?.item.kind !== "booking") return [];
  return groups.length === 1 && items.length === 1
    ? [`It is cancelled for all ${first.item.customers.length} customers: there is no cancelling for one of them.`]
    : [
        groups.length === 1
          ? "1 group booking is cancelled for all of its customers."
          : `${groups.length} group bookings are cancelled for all of their customers.`,
      ];
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

function messageOf(items: readonly PlannedItem[]): readonly string[] {
  const telling = items.filter(
    ({ action }) => action.kind === "cancel" || (action.kind === "decline" && action.sendsReply),
  );
  const [first] = telling;
  if (first === undefined) return [];
  const messages = new Set(telling.map(({ message }) => message));
  if (messages.size > 1) {
    const example = `“${describeTitle(first.item)}”`;
    const text = first.message === "" ? `${example} without one.` : `for ${example} it is:\n${first.message}`;
    return [`Each with its own message; ${text}`];
  }
  return [first.message === "" ? "No message: they only see that it is cancelled." : `They read:\n${first.message}`];
}

function leftOutOf({ leftOut }: ConfirmationFacts): readonly string[] {
  if (leftOut.length === 0) return [];
  const lines = leftOut.slice(0, listedAtMost).map(({ title, reason }) => `• ${title}: ${reason}`);
  const more = leftOut.length > listedAtMost ? [`• and ${leftOut.length - listedAtMost} more`] : [];
  return [`Left out, ${leftOut.length}:\n${[...lines, ...more].join("\n")}`];
}

function fateOf(items: readonly PlannedItem[], { holdSeconds }: ConfirmationFacts): string {
  const isOne = items.length === 1;
  const areMoved = items.every(({ item, action }) => item.kind === "event" && action.kind !== "endSeries");
  const moved = areMoved ? `Graph moves ${isOne ? "it" : "them"} to Deleted Items. ` : "";
  const seconds = holdSeconds === 1 ? "1 second" : `${holdSeconds} seconds`;
  const hold =
    holdSeconds === 0
      ? `${isOne ? "It is" : "They are"} sent at once`
      : `${isOne ? "It is" : "They are"} held for ${seconds} first, when you can still undo ${isOne ? "it" : "them"}`;
  return `${moved}${hold}; after sending ${isOne ? "it" : "they"} cannot be undone.`;
}
