/**
 * What the agenda of this window holds now: the chosen sources of the signed-in account and the items of the chosen days.
 * The newest request wins; what is shown stays while it is loaded anew (loadAgenda.ts), and when that fails.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import { dayOf, dayRange } from "../agenda/calendarDays.ts";
import type { DayRange } from "../agenda/calendarDays.ts";
import type { CalendarDay } from "../agenda/item.ts";
import type { AgendaChoices } from "./agendaChoices.ts";
import { commonFailure, loadAgenda } from "./loadAgenda.ts";
import type { Agenda } from "./loadAgenda.ts";
import type { Session } from "./session.ts";

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
  readonly #choices: AgendaChoices;
  readonly #changed = new EventEmitter<AgendaState>();
  /** Fires after every change of `state`. */
  readonly onDidChange = this.#changed.event;
  #state: AgendaState = { kind: "idle" };
  #running: AbortController | undefined;
  readonly #firstChosen: () => ChosenDays;
  #chosen: ChosenDays | undefined;
  /** By mailboxKey and sourceKey: what was chosen is kept without its name. */
  readonly #names = new Map<string, string>();

  /** @param firstChosen what is shown until `show` is called; asked when it is first needed. */
  constructor(session: Session, choices: AgendaChoices, firstChosen: () => ChosenDays) {
    this.#session = session;
    this.#choices = choices;
    this.#firstChosen = firstChosen;
  }

  get state(): AgendaState {
    return this.#state;
  }

  get chosen(): ChosenDays {
    this.#chosen ??= this.#firstChosen();
    return this.#chosen;
  }

  /**
   * Takes note of what a group or a business is called, so that it has a name also where that cannot be read.
   * @param key its mailboxKey or sourceKey.
   */
  noteName(key: string, name: string): void {
    this.#names.set(key, name);
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
      const choice = this.#choices.of(active);
      const agenda = await loadAgenda(
        { active, range: rangeOf(this.chosen), choice, names: this.#names },
        running.signal,
      );
      if (this.#running !== running) return;
      const failure = commonFailure(agenda);
      if (failure === undefined) this.#become({ kind: "loaded", agenda });
      else this.#fail(failure, before);
    } catch (error) {
      if (this.#running === running) this.#fail(error, before);
      // What else is still being loaded is of no use without one's own calendars.
      running.abort();
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
