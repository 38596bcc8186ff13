/** Keeps what each account has chosen to see, in VS Code's memory of this extension: ids and addresses, nothing else. */
import type { Memento } from "vscode";
import { readChoice } from "../agenda/agendaChoice.ts";
import type { AgendaChoice } from "../agenda/agendaChoice.ts";
import type { ActiveSession } from "./accountSession.ts";

/** What each account has chosen to see. */
export class AgendaChoices {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** What an account has chosen; also what another window has changed since. */
  of(active: ActiveSession): AgendaChoice {
    return readChoice(this.#memory.get(keyOf(active)));
  }

  /** Changes what an account has chosen. It is up to the caller to load the agenda anew. */
  async change(active: ActiveSession, change: (choice: AgendaChoice) => AgendaChoice): Promise<void> {
    await this.#memory.update(keyOf(active), change(this.of(active)));
  }
}

/** One account has another list in each cloud; the sandbox's accounts are the same at each of its starts. */
function keyOf({ account, cloudId }: ActiveSession): string {
  return `unbook.agendaChoice ${cloudId} ${account.id}`;
}
