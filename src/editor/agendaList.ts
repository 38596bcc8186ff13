/**
 * One account's part of the agenda: its chosen sources and their items in the chosen days. The newest request wins; what is
 * shown stays while it is loaded anew (loadAgenda.ts), and when that fails.
 */
import type { ActiveSession } from "./accountSession.ts";
import { commonFailure, loadAgenda } from "./loadAgenda.ts";
import type { Agenda, AgendaRequest } from "./loadAgenda.ts";

/** Where loading stands. `agenda` stays while it is loaded anew, and when that fails. */
export interface AgendaListState {
  readonly kind: "idle" | "loading" | "loaded" | "failed";
  readonly agenda?: Agenda;
  readonly error?: unknown;
}

/** The list of one account. */
export class AgendaList {
  readonly #onChange: () => void;
  readonly #onFailure: (error: unknown) => void;
  #state: AgendaListState = { kind: "idle" };
  #running: AbortController | undefined;
  #loadedFor: ActiveSession | undefined;

  /** @param onFailure takes why the list could not be loaded. */
  constructor(onChange: () => void, onFailure: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  get state(): AgendaListState {
    return this.#state;
  }

  /** Whether it is, or is being, loaded with this session. */
  isFor(active: ActiveSession): boolean {
    return this.#loadedFor === active;
  }

  /** Loads everything anew. Ends when this or a newer load is done; never throws, `state` says how it went. */
  async load(request: AgendaRequest): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#loadedFor = request.active;
    const before = this.#state.agenda;
    this.#become({ kind: "loading", ...(before && { agenda: before }) });
    try {
      const agenda = await loadAgenda(request, running.signal);
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

  /** Forgets everything, and ends what is under way. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#loadedFor = undefined;
    if (this.#state.kind !== "idle") this.#become({ kind: "idle" });
  }

  #fail(error: unknown, before: Agenda | undefined): void {
    this.#become({ kind: "failed", error, ...(before && { agenda: before }) });
    this.#onFailure(error);
  }

  #become(state: AgendaListState): void {
    this.#state = state;
    this.#onChange();
  }
}
