/**
 * The words of a filter, as `subject:` and `is:online`, and what Unbook says of them. What they find stands in
 * filterMatch.ts; how they are written down in itemFilter.ts.
 */

/** The words that look into one part of an item. */
export const filterFields = ["subject", "organizer", "person", "service", "staff", "business", "calendar"] as const;

/** A word that looks into one part of an item. `person` is an attendee or a customer. */
export type FilterField = (typeof filterFields)[number];

/** What `is:` can ask. */
export const filterTraits = [
  "event",
  "booking",
  "series",
  "single",
  "group",
  "one-to-one",
  "online",
  "organizer",
  "attendee",
  "external",
  "past",
  "private",
  "cancelled",
] as const;

/** Something that an item is or is not. `group` is about two other people or more, `one-to-one` about exactly one. */
export type FilterTrait = (typeof filterTraits)[number];

/** Whether a word looks into one part of an item. */
export function isFilterField(word: string): word is FilterField {
  return filterFields.some((field) => field === word);
}

/** Whether `is:` can ask for it. */
export function isFilterTrait(word: string): word is FilterTrait {
  return filterTraits.some((trait) => trait === word);
}

const fieldNames: Readonly<Record<FilterField, string>> = {
  subject: "subject",
  organizer: "organizer",
  person: "person",
  service: "service",
  staff: "staff",
  business: "business",
  calendar: "calendar",
};

/** What is said of items that are so, and of those that are not. */
const traitNames: Readonly<Record<FilterTrait, readonly [isSo: string, isNot: string]>> = {
  event: ["events", "no events"],
  booking: ["bookings", "no bookings"],
  series: ["part of a series", "not part of a series"],
  single: ["not part of a series", "part of a series"],
  group: ["with two people or more", "with one person at most"],
  "one-to-one": ["with one person", "not with one person alone"],
  online: ["online", "not online"],
  organizer: ["organised by you", "not organised by you"],
  attendee: ["organised by somebody else", "not organised by somebody else"],
  external: ["with people outside your organisation", "without people outside your organisation"],
  past: ["over", "not over"],
  private: ["private", "not private"],
  cancelled: ["cancelled by the organizer", "not cancelled by the organizer"],
};

/** The English of filters. */
export const filterSentences = {
  separator: " · ",
  everything: "everything",
  field: (field: FilterField, value: string, isNot: boolean) => `${isNot ? "not " : ""}${fieldNames[field]} “${value}”`,
  text: (value: string, isNot: boolean) => `${isNot ? "not " : ""}“${value}”`,
  trait: (trait: FilterTrait, isNot: boolean) => traitNames[trait][isNot ? 1 : 0],
  unknownWord: (word: string) =>
    `There is no word “${word}:”. Choose one below, or put it in quotes to search for the text.`,
  unknownTrait: (value: string) => `There is no “is:${value}”. Choose what is known below.`,
  missingValue: (word: string) => `“${word}:” needs a text after it, as ${word}:review or ${word}:"design review".`,
  missingTrait: "“is:” needs a word after it. Choose one below.",
  loneMinus: "A “-” needs a word after it, without a space: it leaves out what the word finds.",
  unclosedQuote: "A quote is not closed. A quote within quotes is written twice.",
} as const;
