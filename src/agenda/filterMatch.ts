/**
 * Which items a filter finds. Texts are compared without case and accents, and a part of the text is enough; what an item is
 * (`is:`) is told from the item alone, so that nothing is asked of Graph.
 */
import type { FilterField, FilterTrait } from "./filterWords.ts";
import type { AgendaItem, AgendaSource, Person } from "./item.ts";
import type { FilterTerm, ItemFilter } from "./itemFilter.ts";
import { isPast } from "./itemTraits.ts";
import { isExternal, lacksPeople, organisationDomains, peopleOf } from "./people.ts";
import type { Viewer } from "./viewer.ts";

/** Who filters: `is:past`, `is:external` and who is counted depend on it. */
export type FilterViewer = Pick<Viewer, "now" | "timeZone" | "ownAddresses" | "isPersonal">;

/** Whether an item is found. @param source where it was listed from, if it was; `calendar:` asks for its name. */
export type ItemMatcher = (item: AgendaItem, source?: AgendaSource) => boolean;

/** Makes the filter ready for many items. */
export function itemMatcher({ terms }: ItemFilter, viewer: FilterViewer): ItemMatcher {
  const matchers = terms.map((term) => termMatcher(term, viewer));
  return (item, source) => matchers.every((matches) => matches(item, source));
}

/** Whether a filter finds one item; `itemMatcher` is quicker for many. */
export function matchesFilter(
  item: AgendaItem,
  filter: ItemFilter,
  viewer: FilterViewer,
  source?: AgendaSource,
): boolean {
  return itemMatcher(filter, viewer)(item, source);
}

/** A text as it is compared: without case, accents and the differences of width that a keyboard makes. */
export function foldText(text: string): string {
  // Most texts have no accents, and normalizing takes ten times as long as everything else.
  if (!/[^\u0000-\u007f]/.test(text)) return text.toLowerCase();
  // Only the accents of letters: the vowel signs of other scripts tell words apart.
  return text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

function termMatcher(term: FilterTerm, viewer: FilterViewer): ItemMatcher {
  const matches = positiveMatcher(term, viewer);
  return term.isNot ? (item, source) => !matches(item, source) : matches;
}

function positiveMatcher(term: FilterTerm, viewer: FilterViewer): ItemMatcher {
  switch (term.kind) {
    case "text": {
      const wanted = foldText(term.value);
      return (item, source) => foldedTexts(item).includes(wanted) || inSource(wanted, source);
    }
    case "field": {
      const wanted = foldText(term.value);
      return fieldMatcher(term.field, wanted);
    }
    case "trait":
      return traitMatcher(term.trait, viewer);
    default:
      return term satisfies never;
  }
}

function fieldMatcher(field: FilterField, wanted: string): ItemMatcher {
  if (field === "calendar") {
    return (item, source) => item.kind === "event" && inSource(wanted, source);
  }
  return (item) => textsOf(item, field).some((text) => foldText(text).includes(wanted));
}

function inSource(wanted: string, source: AgendaSource | undefined): boolean {
  if (source?.kind !== "calendar") return false;
  const { name, mailbox, owner } = source;
  const texts = [name, mailbox.kind === "user" ? mailbox.id : "", owner?.name ?? "", owner?.address ?? ""];
  return texts.some((text) => foldText(text).includes(wanted));
}

/** All that free text is searched in, folded. It is kept, because a person types letter by letter. */
function foldedTexts(item: AgendaItem): string {
  let folded = foldedItems.get(item);
  if (folded === undefined) {
    // Nobody types what stands between them, so that nothing is found across two of them.
    folded = [...searchedFields.flatMap((field) => textsOf(item, field)), item.location ?? ""].map(foldText).join("\0");
    foldedItems.set(item, folded);
  }
  return folded;
}

const searchedFields = ["subject", "organizer", "person", "service", "staff", "business"] as const;
const foldedItems = new WeakMap<AgendaItem, string>();

function textsOf(item: AgendaItem, field: Exclude<FilterField, "calendar">): readonly string[] {
  switch (field) {
    case "subject":
      return item.kind === "event" ? [item.subject] : [];
    case "organizer":
      return item.kind === "event" && item.organizer !== undefined ? nameAndAddress(item.organizer) : [];
    case "person":
      return (item.kind === "event" ? item.attendees : item.customers).flatMap(nameAndAddress);
    case "service":
      return item.kind === "booking" ? [item.serviceName] : [];
    case "staff":
      return item.kind === "booking" ? item.staff.flatMap(nameAndAddress) : [];
    case "business":
      return item.kind === "booking" ? [item.businessName, item.businessId] : [];
    default:
      return field satisfies never;
  }
}

function nameAndAddress({ name, address }: Person): readonly string[] {
  return [name, address];
}

function traitMatcher(trait: FilterTrait, viewer: FilterViewer): ItemMatcher {
  switch (trait) {
    case "event":
    case "booking":
      return ({ kind }) => kind === trait;
    case "series":
      return isRecurring;
    case "single":
      return (item) => !isRecurring(item);
    case "group":
      return (item) => peopleOf(item, viewer.ownAddresses).length > 1;
    case "one-to-one":
      // Where somebody may be missing from the list, nobody can say that there is only one.
      return (item) => peopleOf(item, viewer.ownAddresses).length === 1 && !lacksPeople(item);
    case "online":
      return ({ joinUrl }) => joinUrl !== undefined;
    case "organizer":
      return (item) => item.kind === "event" && item.isOrganizer;
    case "attendee":
      return (item) => item.kind === "event" && !item.isOrganizer;
    case "external": {
      const ownDomains = organisationDomains(viewer);
      return (item) => peopleOf(item, viewer.ownAddresses).some((person) => isExternal(person, ownDomains));
    }
    case "past":
      return (item) => isPast(item, viewer);
    case "private":
      return (item) => item.kind === "event" && item.isPrivate;
    case "cancelled":
      return (item) => item.kind === "event" && item.isCancelled;
    default:
      return trait satisfies never;
  }
}

function isRecurring(item: AgendaItem): boolean {
  return item.kind === "event" && item.series !== "single";
}
