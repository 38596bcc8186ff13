/**
 * Sends what was confirmed as the account that has confirmed it, and as no other. Where the sign-in service has refused a
 * token, the rest of that run is not tried in the same mailbox: it would be refused as often as it is asked.
 */
import { mailboxName } from "../cancellation/mailboxName.ts";
import { isTokenRefused } from "../cancellation/outcome.ts";
import type { NotSentOutcome, TokenRefused } from "../cancellation/outcome.ts";
import type { SendItems } from "../sending/sendSafely.ts";
import type { ActiveSession, SessionState } from "./accountSession.ts";
import type { Session } from "./session.ts";

/** How runs send. What a refusal means for the account is told when the run is over (runsFeature.ts). */
export function sendAsConfirmed(session: Pick<Session, "of" | "as">): SendItems {
  /** Forgotten with the session that was refused: signing in again, or allowing more, begins another one. */
  const refusals = new WeakMap<ActiveSession, Map<string, TokenRefused>>();
  return async (plan, indexes, signal) => {
    const items = indexes.flatMap((index) => plan.items[index] ?? []);
    const [first] = items;
    const active = session.of(plan.sender);
    if (first === undefined || active === undefined) {
      const outcome = notSentAs(session.as(plan.sender.accountId).state);
      return indexes.map(() => outcome);
    }
    const refused = refusals.get(active) ?? new Map<string, TokenRefused>();
    refusals.set(active, refused);
    const name = `${plan.id} ${mailboxName(first.target)}`;
    const before = refused.get(name);
    if (before !== undefined) return indexes.map(() => before);
    const outcomes = await active.graph.sendPlanned(items, signal, { isUnlogged: plan.isUnlogged === true });
    const refusal = outcomes.find(isTokenRefused);
    if (refusal !== undefined) refused.set(name, refusal);
    return outcomes;
  };
}

/** Of an account that cannot be worked with as it is, or is not signed in any more. */
function notSentAs(state: SessionState): NotSentOutcome {
  const reason = state.kind === "needsConsent" ? "consentRequired" : "signInRequired";
  const serviceCode = "why" in state ? state.why.serviceCode : "";
  return { kind: "notSent", reason, ...(serviceCode !== "" && { serviceCode }) };
}
