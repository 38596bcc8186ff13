/**
 * Who is mailed by a plan, person by person: how many mails each gets and about which items. One action is one mail,
 * whatever it takes with it; who is told depends on the action.
 */
import type { Person, SeriesGuests } from "../agenda/item.ts";
import { distinctPeople, isExternal, organisationDomains } from "../agenda/people.ts";
import type { Viewer } from "../agenda/viewer.ts";
import { mailedPeople } from "./people.ts";
import type { MailedPeople } from "./people.ts";
import type { PlannedItem } from "./plan.ts";

/** Whoever gets this many mails of one plan is named first, and counted in its head. */
export const manyMails = 3;

/** One person of a plan. */
export interface PlanPerson {
  readonly person: Person;
  readonly isExternal: boolean;
  /** The items that this person is mailed about. One mail each. */
  readonly items: readonly PlannedItem[];
}

/** Everybody whom a plan mails. */
export interface PlanPeople extends MailedPeople {
  /** Each of `people` once: those with the most mails first. */
  readonly persons: readonly PlanPerson[];
  /** Those of `persons` who get `manyMails` or more. */
  readonly mailedOften: readonly PlanPerson[];
  /** Whether a list of people could not be read. */
  readonly lacksLists: boolean;
  /** Of the series that people are told of: whether all single meetings were looked through for guests of their own. */
  readonly lookedThrough: LookedThrough;
}

/** As SeriesGuests has it; `none` where nothing is known. */
export type LookedThrough = SeriesGuests["lookedThrough"] | "none";

type Teller = Pick<Viewer, "ownAddresses" | "isPersonal">;

const nobody: MailedPeople = {
  people: [],
  external: [],
  rooms: [],
  unreachable: [],
  unread: [],
  lacksPeople: false,
};

/** Who is mailed by what is planned. */
export function planPeople(items: readonly PlannedItem[], viewer: Teller): PlanPeople {
  const told = items.map((planned) => peopleToldBy(planned, viewer));
  const domains = organisationDomains(viewer);
  const byAddress = new Map<string, PlanPerson & { readonly items: PlannedItem[] }>();
  for (const [index, planned] of items.entries()) {
    for (const person of told[index]?.people ?? []) {
      const key = person.address.toLowerCase();
      const known = byAddress.get(key);
      if (known === undefined)
        byAddress.set(key, { person, isExternal: isExternal(person, domains), items: [planned] });
      else known.items.push(planned);
    }
  }
  const persons = [...byAddress.values()].toSorted((one, other) => other.items.length - one.items.length);
  const people = Array.from(byAddress.values(), ({ person }) => person);
  return {
    people,
    external: people.filter((person) => isExternal(person, domains)),
    rooms: distinctPeople(told.flatMap(({ rooms }) => rooms)),
    unreachable: distinctPeople(told.flatMap(({ unreachable }) => unreachable)),
    unread: distinctPeople(told.flatMap(({ unread }) => unread)),
    lacksPeople: told.some(({ lacksPeople }) => lacksPeople),
    persons,
    mailedOften: persons.filter((person) => person.items.length >= manyMails),
    lacksLists: items.some(({ item, action }) => {
      return item.kind === "event" && action.kind === "decline"
        ? action.sendsReply && item.organizer === undefined
        : action.kind !== "remove" && item.lacksPeople === true;
    }),
    lookedThrough: leastOf(items.map(lookedThrough)),
  };
}

/** Who is mailed by one item's action: whoever is invited, or only the organizer, or nobody. */
export function peopleToldBy({ item, action }: Pick<PlannedItem, "item" | "action">, viewer: Teller): MailedPeople {
  switch (action.kind) {
    case "cancel":
    case "endSeries": {
      const mailed = mailedPeople([item], viewer);
      return lookedThrough({ item, action }) === "all" ? mailed : { ...mailed, lacksPeople: true };
    }
    case "decline": {
      if (!action.sendsReply) return nobody;
      const organizer = item.kind === "event" ? item.organizer : undefined;
      if (organizer === undefined) return { ...nobody, lacksPeople: true };
      if (organizer.address === "" || organizer.isUnread === true) return { ...nobody, unread: [organizer] };
      const domains = organisationDomains(viewer);
      return { ...nobody, people: [organizer], external: isExternal(organizer, domains) ? [organizer] : [] };
    }
    case "remove":
      return nobody;
    default:
      return action satisfies never;
  }
}

/** What tells nobody of a whole series needs no more than its own people. */
function lookedThrough({ item, action }: Pick<PlannedItem, "item" | "action">): LookedThrough {
  const tellsAll = action.kind === "cancel" || action.kind === "endSeries";
  if (!tellsAll || item.kind !== "event" || item.series !== "master") return "all";
  return item.guests?.lookedThrough ?? "none";
}

function leastOf(looks: readonly LookedThrough[]): LookedThrough {
  const order: readonly LookedThrough[] = ["none", "some", "near"];
  return order.find((look) => looks.includes(look)) ?? "all";
}
