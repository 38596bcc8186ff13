/** What keeps a plan from being sent by this window's session, as far as the plan and the session alone tell. */
import { l10n } from "vscode";
import { isSendable } from "../cancellation/planDocument/planDocument.ts";
import type { ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { commandIds } from "./commandIds.ts";
import { isSamplePlan } from "./planSample.ts";
import { accountOf } from "./accountSession.ts";
import type { ActiveSession, SessionState } from "./accountSession.ts";

/** A reason, and the way out if there is one. */
export interface PlanBarrier {
  /** A few words for a lens. */
  readonly short: string;
  /** What it is and what to do next. */
  readonly sentence: string;
  /** The command that leads out of it. */
  readonly command?: string;
  /** The account that the command is about, by its id or its address. Default: none, or the main one. */
  readonly whose?: string;
}

/** What barriers depend on besides the plan. */
export interface BarrierFacts {
  readonly session: SessionState;
  readonly isTrusted: boolean;
}

/** The first reason; undefined if the plan can be sent, or if nobody knows yet who is signed in. */
export function barrierOf(plan: ReadPlan, { session, isTrusted }: BarrierFacts): PlanBarrier | undefined {
  if (!isTrusted) {
    return {
      short: l10n.t("Trust This Workspace to Send"),
      sentence: l10n.t("Trust this workspace first: its plans are not sent in Restricted Mode."),
      command: "workbench.trust.manage",
    };
  }
  if (isSamplePlan(plan)) {
    return {
      short: l10n.t("$(beaker) Sample: It Can Never Be Sent"),
      sentence: l10n.t("This is a sample with invented items. It is never sent, whoever signs in."),
    };
  }
  const errors = plan.problems.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    const count = errors === 1 ? l10n.t("1 Problem") : l10n.t("{0} Problems", errors);
    return {
      short: `$(error) ${l10n.t("{0} to Solve Before It Can Be Sent", count)}`,
      sentence: l10n.t("The plan has problems, which are underlined. Nothing of it is sent before they are solved."),
      command: "workbench.actions.view.problems",
    };
  }
  if (!isSendable(plan)) {
    const nothing = l10n.t("Nothing Is Left to Send");
    return { short: nothing, sentence: l10n.t("No block is left in the plan, so there is nothing to send.") };
  }
  return session.kind === "signedIn" ? sessionBarrier(plan, session.active) : signInBarrier(session);
}

function signInBarrier(state: Exclude<SessionState, { kind: "signedIn" }>): PlanBarrier | undefined {
  if (state.kind === "unknown") return undefined;
  const account = accountOf(state);
  if (account !== undefined) {
    return {
      short: l10n.t("Sign In Again as {0} to Send", account.username),
      sentence: l10n.t("{0} has to sign in again first: this plan belongs to that account.", account.username),
      command: commandIds.signIn,
      whose: account.id,
    };
  }
  return {
    short: l10n.t("Sign In to Send"),
    sentence: l10n.t("Sign in first: Unbook cancels as the signed-in account."),
    command: commandIds.signIn,
  };
}

/** What one account has planned at one Graph, no other sends, and nowhere else. */
function sessionBarrier({ account, host, cloud }: ReadPlan, active: ActiveSession): PlanBarrier | undefined {
  const { username } = active.account;
  const owner = account ?? "";
  if (owner.toLowerCase() !== username.toLowerCase()) {
    return {
      short: `$(warning) ${l10n.t("Belongs to {0}, You Are {1}", owner, username)}`,
      sentence: l10n.t(
        "This plan belongs to {0}, and you are signed in as {1}. Add that account to send it.",
        owner,
        username,
      ),
      ...(owner === "" ? { command: commandIds.accounts } : { command: commandIds.signInAs, whose: owner }),
    };
  }
  const sessionHost = new URL(active.graphOrigin).host;
  if (host !== undefined && (host.toLowerCase() !== sessionHost || cloud !== active.cloudId)) {
    return {
      short: `$(warning) ${l10n.t("Is for {0}, You Are Signed In at {1}", host, sessionHost)}`,
      sentence: l10n.t(
        "This plan is for the Graph at {0}, and you are signed in at {1}. Sign in there to send it.",
        host,
        sessionHost,
      ),
    };
  }
  return undefined;
}
