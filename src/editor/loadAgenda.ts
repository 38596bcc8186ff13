/**
 * Loads what the agenda shows from Graph: the account's own calendars, the mailboxes and groups that were added, and the
 * businesses, each on its own, so that trouble with one stays with that one. Only one's own list of calendars has to be
 * readable.
 */
import { businessesToShow, isShown } from "../agenda/agendaChoice.ts";
import type { AgendaChoice, OtherMailbox } from "../agenda/agendaChoice.ts";
import type { DayRange } from "../agenda/calendarDays.ts";
import type { AgendaItem, AgendaSource, BusinessSource, CalendarSource, Mailbox } from "../agenda/item.ts";
import { mailboxKey, sourceKey } from "../agenda/sourceKey.ts";
import type { GraphClient, Listed } from "../graph/graphContract.ts";
import type { ActiveSession } from "./accountSession.ts";

/** One calendar or business, as far as it was loaded. */
export interface LoadedSource {
  readonly source: AgendaSource;
  readonly items: readonly AgendaItem[];
  /** What had to be left out, as sentences. */
  readonly notes: readonly string[];
  /** Why its items could not be loaded. */
  readonly error?: unknown;
}

/** A mailbox that was added, and whose calendars could not be listed. */
export interface FailedMailbox {
  readonly mailbox: OtherMailbox;
  /** A group's name, if it was known before. */
  readonly name?: string;
  readonly error: unknown;
}

/** What is known of the businesses besides those that are shown. */
export type BusinessList =
  | { readonly kind: "shown" }
  /** Too many to show them all unasked, so that none is. */
  | { readonly kind: "toChoose"; readonly count: number }
  | { readonly kind: "failed"; readonly error: unknown }
  /** The permission is missing, or the account has no Bookings. */
  | { readonly kind: "notAsked" | "unavailable" };

/** What was left out of a list of calendars or businesses, as a sentence. */
export interface ListNote {
  readonly of: Mailbox | "businesses";
  readonly text: string;
}

/** What the agenda holds. */
export interface Agenda {
  readonly sessionOf: ActiveSession;
  readonly range: DayRange;
  readonly sources: readonly LoadedSource[];
  /** Every calendar that was listed, also those that the person does not want to see. */
  readonly calendars: readonly CalendarSource[];
  readonly failedMailboxes: readonly FailedMailbox[];
  readonly businesses: BusinessList;
  readonly notes: readonly ListNote[];
  readonly loadedAtUtc: number;
}

/** What to load. */
export interface AgendaRequest {
  readonly active: ActiveSession;
  readonly range: DayRange;
  readonly choice: AgendaChoice;
  /** Names of groups and businesses by their mailboxKey or sourceKey, as far as they are known; more are added. */
  readonly names: Map<string, string>;
}

/**
 * Loads the agenda.
 * @throws {Error} if one's own calendars cannot be listed, or the signal is aborted.
 */
export async function loadAgenda(request: AgendaRequest, signal: AbortSignal): Promise<Agenda> {
  const { active, range, choice } = request;
  const [own, businesses, ...others] = await Promise.all([
    loadMailbox(request, { kind: "me" }, signal),
    loadBusinesses(request, signal),
    ...choice.mailboxes.map(async (mailbox) => ({
      mailbox,
      loaded: await settle(loadMailbox(request, mailbox, signal)),
    })),
  ]);
  const loaded = others.flatMap((other) => (other.loaded.kind === "done" ? [other.loaded.value] : []));
  return {
    sessionOf: active,
    range,
    sources: [...own.sources, ...loaded.flatMap(({ sources }) => sources), ...businesses.sources],
    calendars: [...own.calendars, ...loaded.flatMap(({ calendars }) => calendars)],
    failedMailboxes: others.flatMap((other) =>
      other.loaded.kind === "failed" ? [failedMailbox(other.mailbox, other.loaded.error, request.names)] : [],
    ),
    businesses: businesses.list,
    notes: [...own.notes, ...loaded.flatMap(({ notes }) => notes), ...businesses.notes],
    loadedAtUtc: Date.now(),
  };
}

interface LoadedMailbox {
  readonly calendars: readonly CalendarSource[];
  readonly sources: readonly LoadedSource[];
  readonly notes: readonly ListNote[];
}

async function loadMailbox(
  { active, range, choice, names }: AgendaRequest,
  mailbox: Mailbox,
  signal: AbortSignal,
): Promise<LoadedMailbox> {
  const { items: calendars, notes } = await active.graph.listCalendars(mailbox, signal);
  if (mailbox.kind === "group") for (const { name } of calendars) names.set(mailboxKey(mailbox), name);
  const shown = calendars.filter((calendar) => isShown(choice, calendar));
  return {
    calendars,
    sources: await Promise.all(shown.map(async (source) => loadSource(active.graph, source, range, signal))),
    notes: notes.map((text) => ({ of: mailbox, text })),
  };
}

interface LoadedBusinesses {
  readonly list: BusinessList;
  readonly sources: readonly LoadedSource[];
  readonly notes: readonly ListNote[];
}

async function loadBusinesses(request: AgendaRequest, signal: AbortSignal): Promise<LoadedBusinesses> {
  const { active, range, choice } = request;
  const { graph, bookings } = active;
  if (bookings !== "allowed") return { list: { kind: bookings }, sources: [], notes: [] };
  const listed = await settle(graph.listBusinesses(undefined, signal));
  if (listed.kind === "failed") return { list: listed, sources: [], notes: [] };
  const { items, notes } = listed.value;
  const { shown, unlisted, isUndecided } = businessesToShow(items, choice);
  if (isUndecided) return { list: { kind: "toChoose", count: items.length }, sources: [], notes: [] };
  const named = await Promise.all(unlisted.map(async (id) => findBusiness(request, id, signal)));
  return {
    list: { kind: "shown" },
    sources: await Promise.all([...shown, ...named].map(async (source) => loadSource(graph, source, range, signal))),
    // Who has chosen businesses is not concerned with what else there may be.
    notes: choice.businesses === undefined ? notes.map((text) => ({ of: "businesses", text })) : [],
  };
}

/** A business by its id alone: Graph lists no more than 500, and its name is not kept between windows. */
async function findBusiness(
  { active, names }: AgendaRequest,
  id: string,
  signal: AbortSignal,
): Promise<BusinessSource> {
  const unnamed: BusinessSource = { kind: "business", id, name: id };
  const key = sourceKey(unnamed);
  if (!names.has(key)) {
    const details = await settle(active.graph.readBusiness(unnamed, signal));
    // Why it cannot be read is said where its appointments cannot be read, either.
    if (details.kind === "done") names.set(key, details.value.name);
  }
  return { ...unnamed, name: names.get(key) ?? id };
}

/** Loads one calendar or business. It never rejects: why it could not be loaded stands in the answer. */
export async function loadSource(
  graph: GraphClient,
  source: AgendaSource,
  range: DayRange,
  signal: AbortSignal,
): Promise<LoadedSource> {
  const listed = await settle<Listed<AgendaItem>>(
    source.kind === "calendar" ? graph.listEvents(source, range, signal) : graph.listBookings(source, range, signal),
  );
  return listed.kind === "done"
    ? { source, items: listed.value.items, notes: listed.value.notes }
    : { source, items: [], notes: [], error: listed.error };
}

function failedMailbox(mailbox: OtherMailbox, error: unknown, names: ReadonlyMap<string, string>): FailedMailbox {
  const name = names.get(mailboxKey(mailbox));
  return { mailbox, error, ...(name !== undefined && { name }) };
}

/**
 * The one failure that stands for the agenda when every source failed: an own calendar's if there is one. A permission
 * that only another mailbox or Bookings lacks says nothing of the session.
 */
export function commonFailure({ sources, failedMailboxes }: Agenda): unknown {
  const failures = [
    ...sources.map(({ source, error }) => ({ error, isOwn: isOwnCalendar(source) })),
    ...failedMailboxes.map(({ error }) => ({ error, isOwn: false })),
  ];
  if (failures.some(({ error }) => error === undefined)) return undefined;
  return failures.find(({ isOwn }) => isOwn)?.error;
}

function isOwnCalendar(source: AgendaSource): boolean {
  return source.kind === "calendar" && source.mailbox.kind === "me";
}

type Settled<Value> =
  { readonly kind: "done"; readonly value: Value } | { readonly kind: "failed"; readonly error: unknown };

async function settle<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  try {
    return { kind: "done", value: await promise };
  } catch (error) {
    return { kind: "failed", error };
  }
}
