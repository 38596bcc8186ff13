/**
 * What this window knows of plans, for each account its own: what one account has read, another plans and sends nothing of.
 * A plan's own account is the one that its head names, whether it is the main one or not.
 */
import { Disposable } from "vscode";
import type { ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import type { Runs } from "../sending/runs.ts";
import { accountNamed } from "./accountPart.ts";
import type { AccountSession } from "./accountSession.ts";
import { PlanChecks } from "./planChecks.ts";
import type { PlanKnowledge } from "./planKnowledge.ts";
import { PlanStates } from "./planStates.ts";
import type { Session } from "./session.ts";

/** The knowledge of all accounts. */
export class PlanAccounts implements Disposable {
  readonly #session: Session;
  readonly #runs: Pick<Runs, "all">;
  readonly #onCheck: () => void;
  readonly #known = new Map<AccountSession, PlanKnowledge>();
  readonly #subscriptions: Disposable[] = [];

  /** @param onCheck is called when items have been read again, or what was read is no longer good. */
  constructor(session: Session, runs: Pick<Runs, "all">, onCheck: () => void) {
    this.#session = session;
    this.#runs = runs;
    this.#onCheck = onCheck;
  }

  /** What is known of a plan. One of somebody who is not signed in is looked at as the main account, which cannot send it. */
  of({ account, host }: Pick<ReadPlan, "account" | "host">): PlanKnowledge {
    return this.as(accountNamed(this.#session.accounts, account ?? "", host)?.account.id);
  }

  /** What is known as an account; as the main one, whoever that is, if none is named, or if it is not signed in here. */
  as(accountId: string | undefined): PlanKnowledge {
    const isHere = this.#session.accounts.some(({ account }) => account.id === accountId);
    const session = this.#session.as(isHere ? accountId : undefined);
    const known = this.#known.get(session);
    if (known !== undefined) return known;
    const checks = new PlanChecks(session);
    const fresh: PlanKnowledge = { session, checks, states: new PlanStates(this.#runs, session) };
    this.#known.set(session, fresh);
    this.#subscriptions.push(checks, checks.onDidChange(this.#onCheck));
    return fresh;
  }

  /** Looks again at what has become of items when it is next asked. */
  refresh(): void {
    for (const { states } of this.#known.values()) states.refresh();
  }

  dispose(): void {
    Disposable.from(...this.#subscriptions).dispose();
  }
}
