/** The context keys that Unbook sets for package.json's `when` clauses, and the values that they take. */

/** Where signing in stands. */
export type SessionKey = "signedOut" | "signingIn" | "signedIn" | "needsSignIn" | "needsConsent";

/**
 * What the agenda has to show. `stale` is a list that could not be refreshed; `noAccess`: VS Code gave no access to the
 * account and did not say why.
 */
export type AgendaKey =
  "loading" | "ready" | "empty" | "stale" | "offline" | "throttled" | "denied" | "noAccess" | "failed";

/** Every context key, once. */
export const contextKeys = {
  /** A SessionKey. Unset until the session is first asked for. */
  session: "unbook.session",
  /** An AgendaKey. */
  agenda: "unbook.agendaState",
  /** True in the sandbox. */
  sandbox: "unbook.sandbox",
  /** True while a confirmed cancellation is held. */
  held: "unbook.held",
  /** True while a cancellation is being sent, or looked up because its answer was lost. */
  sending: "unbook.sending",
  /** True while a filter hides items of the agenda. */
  filtered: "unbook.filtered",
  /** True while the agenda's rows have checkboxes. */
  selecting: "unbook.selecting",
  /** `allowed`, `notAsked` or `unavailable`. */
  bookings: "unbook.bookings",
} as const;
