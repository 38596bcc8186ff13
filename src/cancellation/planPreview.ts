/**
 * Who gets which words from a plan: a document for reading, with everybody once, and the addresses to copy. Each message is
 * shown as it is read, its placeholders filled. What other people wrote stays on its line.
 */
import { describePerson, describeTitle } from "../agenda/describeItem.ts";
import { describeSpan } from "../agenda/describeTime.ts";
import type { Person } from "../agenda/item.ts";
import { sentences } from "../agenda/sentences.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { lastDayOf } from "./actionWords.ts";
import { fillTemplate } from "./messageTemplate.ts";
import { lineText } from "./planDocument/itemTitle.ts";
import { manyMails, planPeople } from "./planPeople.ts";
import type { PlanPeople, PlanPerson } from "./planPeople.ts";
import type { PlannedItem } from "./plan.ts";
import { uncountedGuests } from "./whoIsMailed.ts";

/** A plan's people, for reading. */
export interface PlanPreview {
  /** Markdown, as plain text. */
  readonly text: string;
  /** Everybody's address once, in the order of the text. */
  readonly addresses: readonly string[];
}

/** Shows what a plan mails to whom. */
export function planPreview(items: readonly PlannedItem[], viewer: Viewer): PlanPreview {
  const people = planPeople(items, viewer);
  const texts = new PreviewTexts(items, viewer);
  const often = new Set(people.mailedOften);
  const others = people.persons.filter((person) => !often.has(person));
  const outside = others.filter(({ isExternal }) => isExternal);
  const inside = others.filter(({ isExternal }) => !isExternal);
  const lines = [
    "# Who Gets Notified?",
    "",
    summary(items, people),
    "",
    ...section(`Get ${manyMails} or More Mails`, people.mailedOften, texts),
    ...section("Outside Your Organisation", outside, texts),
    ...section(outside.length === 0 ? "People" : "In Your Organisation", inside, texts),
    ...names("Rooms and Equipment", people.rooms),
    ...names("Nobody Can Mail Them", people.unreachable),
    ...names("Their Address Is Not Known", people.unread),
    ...texts.lines(),
  ];
  return {
    text: lines.join("\n"),
    addresses: [...people.mailedOften, ...outside, ...inside].map(({ person }) => person.address),
  };
}

function summary(
  items: readonly PlannedItem[],
  { people, external, mailedOften, lacksLists, lookedThrough, unread }: PlanPeople,
): string {
  const outside = external.length === 0 ? "" : `, ${external.length} of them outside your organisation`;
  const often =
    mailedOften.length === 0
      ? []
      : [
          `${capitalised(sentences.people(mailedOften.length))} ${mailedOften.length === 1 ? "gets" : "get"} ${manyMails} or more mails.`,
        ];
  const more = [
    ...(lacksLists || unread.length > 0
      ? ["Who is invited could not be read completely: more people may be mailed."]
      : []),
    ...uncountedGuests(lookedThrough),
  ];
  const mailed = people.length === 0 ? "mailing nobody that is known" : `mailing ${sentences.people(people.length)}`;
  return [`${capitalised(sentences.items(items.length))}, ${mailed}${outside}.`, ...often, ...more].join(" ");
}

function section(title: string, persons: readonly PlanPerson[], texts: PreviewTexts): readonly string[] {
  if (persons.length === 0) return [];
  const lines = persons.flatMap(({ person, isExternal, items }) => [
    `- ${nameOf(person)}${isExternal ? ", outside" : ""}: ${items.length === 1 ? "1 mail" : `${items.length} mails`}`,
    ...items.map((planned) => `  - ${texts.lineOf(planned)}`),
  ]);
  return [`## ${title} (${persons.length})`, "", ...lines, ""];
}

function names(title: string, persons: readonly Person[]): readonly string[] {
  if (persons.length === 0) return [];
  return [`## ${title} (${persons.length})`, "", ...persons.map((person) => `- ${nameOf(person)}`), ""];
}

function nameOf(person: Person): string {
  const name = lineText(describePerson(person)) || sentences.somebodyUnread;
  const address = lineText(person.address);
  return address === "" || name === address ? name : `${name} <${address}>`;
}

function itemText({ item, action, scope }: PlannedItem, viewer: Viewer): string {
  const title = `${describeSpan(item.span, viewer)}: ${lineText(describeTitle(item))}`;
  switch (action.kind) {
    case "cancel":
      return scope === "series" ? `${title} (the whole series)` : title;
    case "decline":
      return `${title} (declined)`;
    case "remove":
      return `${title} (removed)`;
    case "endSeries":
      return `${title} (the series ends on ${lastDayOf(action.recurrence, viewer)})`;
    default:
      return action satisfies never;
  }
}

/** What is said of each item, however many people are mailed about it; and every different message once, numbered. */
class PreviewTexts {
  readonly #messages = new Map<string, { readonly number: number; count: number }>();
  readonly #messageOf = new Map<PlannedItem, string>();
  readonly #lines = new Map<PlannedItem, string>();
  readonly #viewer: Viewer;

  constructor(items: readonly PlannedItem[], viewer: Viewer) {
    this.#viewer = viewer;
    for (const planned of items) {
      if (!hasMessage(planned)) continue;
      const text = fillTemplate(planned.message, planned.item, viewer);
      const known = this.#messages.get(text);
      if (known === undefined) this.#messages.set(text, { number: this.#messages.size + 1, count: 1 });
      else known.count += 1;
      this.#messageOf.set(planned, text);
    }
  }

  /** The item, and which of several messages it comes with. */
  lineOf(planned: PlannedItem): string {
    let line = this.#lines.get(planned);
    if (line === undefined) {
      line = [itemText(planned, this.#viewer), ...this.#reference(planned)].join(sentences.separator);
      this.#lines.set(planned, line);
    }
    return line;
  }

  #reference(planned: PlannedItem): readonly string[] {
    const text = this.#messageOf.get(planned);
    if (text === undefined) return ["without a message"];
    return this.#messages.size < 2 ? [] : [`message ${this.#messages.get(text)?.number ?? 0}`];
  }

  lines(): readonly string[] {
    return Array.from(this.#messages).flatMap(([text, { number, count }]) => [
      `## ${this.#messages.size < 2 ? "Message" : `Message ${number}`} (${sentences.items(count)})`,
      "",
      ...(text === ""
        ? ["No message."]
        : text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u).map((line) => `> ${line}`.trimEnd())),
      "",
    ]);
  }
}

function hasMessage({ action }: PlannedItem): boolean {
  return action.kind === "cancel" || (action.kind === "decline" && action.sendsReply);
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
