/**
 * What the items are that request files name, for each account its own: what one account can read is nobody else's, and
 * nothing is asked with another's token.
 */
import { EventEmitter } from "vscode";
import type { Disposable } from "vscode";
import type { CancelTarget } from "../cancellation/target.ts";
import type { ItemRead } from "../graph/graphContract.ts";
import type { HttpRequest } from "../requestFile/requestFile.ts";
import type { AccountSession } from "./accountSession.ts";
import { ItemFacts } from "./itemFacts.ts";
import type { ItemFactsOptions } from "./itemFacts.ts";
import { sessionFor } from "./requestAccount.ts";
import type { Session } from "./session.ts";

/** What a request names. */
export interface NamedItem {
  readonly request: Pick<HttpRequest, "tags" | "url">;
  readonly target: CancelTarget;
}

/** The facts of all accounts. */
export class RequestFacts implements Disposable {
  readonly #session: Session;
  readonly #options: Omit<ItemFactsOptions, "session">;
  readonly #facts = new Map<AccountSession, ItemFacts>();
  readonly #changed = new EventEmitter<void>();
  /** Fires when facts have come or are no longer good. */
  readonly onDidChange = this.#changed.event;

  constructor({ session, ...options }: Omit<ItemFactsOptions, "session"> & { readonly session: Session }) {
    this.#session = session;
    this.#options = options;
  }

  /** What is known of the item that a request names; undefined if nothing is, yet or any more. */
  of({ request, target }: NamedItem): ItemRead | undefined {
    const session = sessionFor(this.#session, request);
    return session && this.#factsOf(session).of(target);
  }

  /** Asks for items, each as the account of its request, instead of those that were asked for before. */
  ask(items: readonly NamedItem[]): void {
    const parts = Map.groupBy(items, ({ request }) => sessionFor(this.#session, request));
    for (const session of new Set([...parts.keys(), ...this.#facts.keys()])) {
      // Of what names nobody who is here nothing is asked, least of all as somebody else.
      if (session !== undefined) this.#factsOf(session).ask((parts.get(session) ?? []).map(({ target }) => target));
    }
  }

  /** Forgets an item, because something is being done to it. */
  forget(target: CancelTarget): void {
    for (const facts of this.#facts.values()) facts.forget(target);
  }

  dispose(): void {
    for (const facts of this.#facts.values()) facts.dispose();
    this.#changed.dispose();
  }

  #factsOf(session: AccountSession): ItemFacts {
    const known = this.#facts.get(session);
    if (known !== undefined) return known;
    const facts = new ItemFacts({ ...this.#options, session });
    facts.onDidChange(() => {
      this.#changed.fire();
    });
    this.#facts.set(session, facts);
    return facts;
  }
}
