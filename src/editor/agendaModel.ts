/**
 * What the agenda holds: the sources of the signed-in account and the items of the chosen days, loaded from Graph. The
 * newest request wins; a source that fails keeps its place with its error, and a list that could not be refreshed stays.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import { dayOf, dayRange } from "../agenda/calendarDays.ts";
import type { DayRange } from "../agenda/calendarDays.ts";
import type { AgendaItem, AgendaSource, CalendarDay } from "../agenda/item.ts";
import type { GraphClient, Listed } from "../graph/graphContract.ts";
import type { ActiveSession, Session } from "./session.ts";

/** One calendar or business, as far as it was loaded. */
export interface LoadedSource {
  readonly source: AgendaSource;
  readonly items: readonly AgendaItem[];
  /** What had to be left out, as sentences. */
  readonly notes: readonly string[];
  /** Why its items could not be loaded. */
  readonly error?: unknown;
}

/** What the agenda holds. */
export interface Agenda {
  readonly sessionOf: ActiveSession;
  readonly range: DayRange;
  readonly sources: readonly LoadedSource[];
  /** Why the businesses could not even be listed. */
  readonly businessesError?: unknown;
  readonly loadedAtUtc: number;
}

/** Where loading stands. `agenda` stays while it is loaded anew, and when that fails. */
export interface AgendaState {
  readonly kind: "idle" | "loading" | "loaded" | "failed";
  readonly agenda?: Agenda;
  readonly error?: unknown;
}

/** What the person chose to see; `firstDay` undefined means from today on. */
export interface ChosenDays {
  readonly firstDay?: CalendarDay;
  readonly days: number;
}

/** The agenda of this window. */
export class AgendaModel implements Disposable {
  readonly #session: Session;
  readonly #changed = new EventEmitter<AgendaState>();
  /** Fires after every change of `state`. */
  readonly onDidChange = this.#changed.event;
  #state: AgendaState = { kind: "idle" };
  #running: AbortController | undefined;
  #chosen: ChosenDays;

  constructor(session: Session, chosen: ChosenDays) {
    this.#session = session;
    this.#chosen = chosen;
  }

  get state(): AgendaState {
    return this.#state;
  }

  get chosen(): ChosenDays {
    return this.#chosen;
  }

  /** Shows other days. */
  async show(chosen: ChosenDays): Promise<void> {
    this.#chosen = chosen;
    await this.load();
  }

  /** Loads everything anew. Ends when this or a newer load is done; never throws, `state` says how it went. */
  async load(): Promise<void> {
    this.#running?.abort();
    const { active } = this.#session;
    if (active === undefined) {
      this.#running = undefined;
      this.#become({ kind: "idle" });
      return;
    }
    const running = new AbortController();
    this.#running = running;
    const before = this.#state.agenda?.sessionOf.account.id === active.account.id ? this.#state.agenda : undefined;
    this.#become({ kind: "loading", ...(before && { agenda: before }) });
    try {
      const agenda = await loadAgenda(active, rangeOf(this.#chosen), running.signal);
      if (this.#running !== running) return;
      const failure = commonFailure(agenda);
      if (failure === undefined) this.#become({ kind: "loaded", agenda });
      else this.#fail(failure, before);
    } catch (error) {
      if (this.#running === running) this.#fail(error, before);
    }
  }

  dispose(): void {
    this.#running?.abort();
    this.#changed.dispose();
  }

  #fail(error: unknown, before: Agenda | undefined): void {
    this.#become({ kind: "failed", error, ...(before && { agenda: before }) });
    this.#session.noteFailure(error);
  }

  #become(state: AgendaState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

/** The days that a choice stands for now, in this machine's zone. */
function rangeOf(chosen: ChosenDays): DayRange {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return dayRange(chosen.firstDay ?? dayOf(Date.now(), timeZone), chosen.days, timeZone);
}

async function loadAgenda(active: ActiveSession, range: DayRange, signal: AbortSignal): Promise<Agenda> {
  const { graph } = active;
  const businesses = active.bookings === "allowed" ? settle(graph.listBusinesses(signal)) : undefined;
  const calendars = await graph.listCalendars(signal);
  const listedBusinesses = await businesses;
  const found: readonly AgendaSource[] = [
    ...calendars.items,
    ...(listedBusinesses?.kind === "done" ? listedBusinesses.value.items : []),
  ];
  const sources = await Promise.all(found.map(async (source) => loadSource(graph, source, range, signal)));
  return {
    sessionOf: active,
    range,
    sources,
    ...(listedBusinesses?.kind === "failed" && { businessesError: listedBusinesses.error }),
    loadedAtUtc: Date.now(),
  };
}

async function loadSource(
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

/** When every source failed, it is the agenda that failed: the first error stands for all. */
function commonFailure(agenda: Agenda): unknown {
  const { sources } = agenda;
  return sources.length > 0 && sources.every(({ error }) => error !== undefined) ? sources[0]?.error : undefined;
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
