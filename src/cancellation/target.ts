/**
 * What a cancellation is aimed at: one event or one booking, addressed as Graph addresses it. A target says where, never
 * what (see agenda/item.ts) and never why (see plan.ts).
 */
import type { Mailbox } from "../agenda/item.ts";

/** The versions of Microsoft Graph, as they stand in a path. */
export type ApiVersion = "v1.0" | "beta";

/** An event, or an occurrence of one. */
export interface EventTarget {
  readonly kind: "event";
  readonly apiVersion: ApiVersion;
  readonly mailbox: Mailbox;
  /** Decoded and case-sensitive. For an `instances` path this is the occurrence's id. */
  readonly eventId: string;
  /**
   * The event's own path below the version, encoded, without `/cancel`, as `/me/events/AAMk%3D`. What is sent goes to
   * this path, so that a request file's own address is the one that is used.
   */
  readonly itemPath: string;
}

/** A Bookings appointment. */
export interface BookingTarget {
  readonly kind: "booking";
  readonly apiVersion: ApiVersion;
  /** Decoded: the SMTP address of the business's mailbox. Compare it without case. */
  readonly businessId: string;
  /** Decoded and case-sensitive. */
  readonly appointmentId: string;
  /** The appointment's own path below the version, encoded, without `/cancel`. */
  readonly itemPath: string;
}

/** What a cancellation is aimed at. */
export type CancelTarget = EventTarget | BookingTarget;

/** Whose mailbox a target is in, by kind: it decides on the permission and on whose limits a request counts against. */
export type MailboxKind = Mailbox["kind"] | "business";

/** The kind of mailbox that a target is in. */
export function mailboxKindOf(target: CancelTarget): MailboxKind {
  return target.kind === "booking" ? "business" : target.mailbox.kind;
}

/**
 * A text that is equal for two targets only if they are the same item, whichever path addresses it. Two paths to one
 * item in differently named mailboxes (`me` and the user's own address) are not known to be the same here.
 */
export function targetKey(target: CancelTarget): string {
  if (target.kind === "booking") return `booking ${target.businessId.toLowerCase()} ${target.appointmentId}`;
  const mailbox = target.mailbox.kind === "me" ? "me" : `${target.mailbox.kind}:${target.mailbox.id.toLowerCase()}`;
  return `event ${mailbox} ${target.eventId}`;
}
