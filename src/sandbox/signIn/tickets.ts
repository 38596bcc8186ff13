/**
 * Random strings that stand for something the sandbox remembers: an authorization code, a refresh token, a page that waits
 * for an answer. A ticket can be redeemed once, expires, and is marked as the sandbox's own by its prefix.
 */
import { randomBytes } from "node:crypto";

/** What became of a ticket. */
type TicketCheck<Value> =
  { readonly kind: "good"; readonly value: Value } | { readonly kind: "used" | "expired" | "revoked" | "unknown" };

/** Tickets for values of one sort. */
export interface Tickets<Value> {
  issue(value: Value): string;
  /** Tells what a ticket stands for and leaves it usable. */
  look(ticket: string): TicketCheck<Value>;
  /** Tells what a ticket stands for and uses it up. */
  redeem(ticket: string): TicketCheck<Value>;
  /** Makes every ticket issued so far unusable. */
  revokeAll(): void;
}

/** What tickets of one sort have in common. */
export interface TicketOptions {
  /** As `sandbox-code-`. */
  readonly prefix: string;
  readonly lifetimeMs: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
}

/** Beyond this many, the oldest are forgotten, so that a sandbox that runs for weeks does not grow. */
const mostRemembered = 2000;

/** Starts with no ticket. */
export function createTickets<Value>(options: TicketOptions): Tickets<Value> {
  const issued = new Map<
    string,
    { readonly value: Value; readonly expiresUtc: number; state: "good" | "used" | "revoked" }
  >();

  function look(ticket: string): TicketCheck<Value> {
    const found = issued.get(ticket);
    if (found === undefined) return { kind: "unknown" };
    if (found.state !== "good") return { kind: found.state };
    return found.expiresUtc <= options.now() ? { kind: "expired" } : { kind: "good", value: found.value };
  }

  return {
    issue(value) {
      const ticket = options.prefix + randomBytes(24).toString("base64url");
      issued.set(ticket, { value, expiresUtc: options.now() + options.lifetimeMs, state: "good" });
      for (const oldest of issued.keys()) {
        if (issued.size <= mostRemembered) break;
        issued.delete(oldest);
      }
      return ticket;
    },
    look,
    redeem(ticket) {
      const check = look(ticket);
      const found = issued.get(ticket);
      if (check.kind === "good" && found !== undefined) found.state = "used";
      return check;
    },
    revokeAll() {
      for (const ticket of issued.values()) {
        if (ticket.state === "good") ticket.state = "revoked";
      }
    },
  };
}
