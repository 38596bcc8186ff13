/**
 * What the agenda of this window holds now: a list for each account that is shown (agendaList.ts), in the days that were
 * chosen for all of them. Trouble with one account stays with that one.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import type { SignedInAccount } from "../account/tokenSource.ts";
import { dayOf, dayRange } from "../agenda/calendarDays.ts";
import type { DayRange } from "../agenda/calendarDays.ts";
import type { CalendarDay } from "../agenda/item.ts";
import { activeOf } from "./accountSession.ts";
import type { AccountState, ActiveSession } from "./accountSession.ts";
import type { AgendaChoices } from "./agendaChoices.ts";
import { AgendaList } from "./agendaList.ts";
import type { AgendaListState } from "./agendaList.ts";
import type { Agenda } from "./loadAgenda.ts";
import type { Session } from "./session.ts";
import type { SessionAccount } from "./sessionContract.ts";

/** The main account's list, and those of everybody who is shown. */
export interface AgendaState extends AgendaListState {
  /** The main account first. */
  readonly shown: readonly AccountAgenda[];
}

/** What is shown of one account. */
export interface AccountAgenda {
  readonly account: SignedInAccount;
  /** See SessionAccount. Default: undefined. */
  readonly placeName?: string;
  /** Stays while it is loaded anew, and when that fails. */
  readonly agenda?: Agenda;
  /** Why it could not be loaded, or cannot. */
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
  /** By account. */
  readonly #lists = new Map<string, AgendaList>();
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
    const { active, accounts } = this.#session;
    const main = active && this.#lists.get(active.account.id)?.state;
    const shown = accounts.filter(({ isShown }) => isShown).map((one) => this.#agendaOf(one));
    return { ...(main ?? { kind: "idle" }), shown };
  }

  /** What is shown of an account; of the main one if none is named. */
  agendaOf(accountId: string | undefined): Agenda | undefined {
    const { active } = this.#session;
    return this.#lists.get(accountId ?? active?.account.id ?? "")?.state.agenda;
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
    this.#forgetOthers();
    await Promise.all(this.#shown.map(async (active) => this.#listOf(active.account.id).load(this.#requestOf(active))));
    if (this.#session.active === undefined) this.#changed.fire(this.state);
  }

  /** Whether there are accounts or sessions for which nothing has been loaded yet. */
  get isBehind(): boolean {
    return this.#fresh.length > 0;
  }

  /** Loads what has not been loaded yet for the accounts and sessions as they are now, and forgets the others. */
  async follow(): Promise<void> {
    this.#forgetOthers();
    const fresh = this.#fresh;
    // Also if nothing is to be loaded: somebody may be shown no longer, or in another place.
    this.#changed.fire(this.state);
    await Promise.all(fresh.map(async (active) => this.#listOf(active.account.id).load(this.#requestOf(active))));
  }

  dispose(): void {
    for (const list of this.#lists.values()) list.clear();
    this.#changed.dispose();
  }

  /** The sessions of the accounts that are shown. */
  get #shown(): readonly ActiveSession[] {
    return this.#session.accounts.flatMap(({ isShown, state }) => (isShown ? (activeOf(state) ?? []) : []));
  }

  get #fresh(): readonly ActiveSession[] {
    return this.#shown.filter((active) => this.#lists.get(active.account.id)?.isFor(active) !== true);
  }

  #listOf(accountId: string): AgendaList {
    const known = this.#lists.get(accountId);
    if (known !== undefined) return known;
    const list = new AgendaList(
      () => {
        this.#changed.fire(this.state);
      },
      (error) => {
        this.#session.noteFailure(error, accountId);
      },
    );
    this.#lists.set(accountId, list);
    return list;
  }

  #requestOf(active: ActiveSession): Parameters<AgendaList["load"]>[0] {
    return { active, range: rangeOf(this.chosen), choice: this.#choices.of(active), names: this.#names };
  }

  /** Somebody who is not shown, or has to sign in, has no list. */
  #forgetOthers(): void {
    const shown = new Set(this.#shown.map(({ account }) => account.id));
    for (const [accountId, list] of this.#lists) {
      if (shown.has(accountId)) continue;
      this.#lists.delete(accountId);
      list.clear();
    }
  }

  #agendaOf({ account, placeName, state }: SessionAccount): AccountAgenda {
    const { agenda, error } = this.#lists.get(account.id)?.state ?? {};
    const trouble = troubleOf(state) ?? error;
    const where = placeName === undefined ? {} : { placeName };
    return { account, ...where, ...(agenda && { agenda }), ...(trouble !== undefined && { error: trouble }) };
  }
}

function troubleOf(state: AccountState): unknown {
  return state.kind === "signedIn" ? undefined : state.why;
}

/** The days that a choice stands for now, in this machine's zone. */
function rangeOf(chosen: ChosenDays): DayRange {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return dayRange(chosen.firstDay ?? dayOf(Date.now(), timeZone), chosen.days, timeZone);
}
