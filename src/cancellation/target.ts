/**
 * What a cancellation is aimed at: one event or one booking, addressed as Graph addresses it. A target says where, never
 * what (see agenda/item.ts) and never why (see plan.ts).
 */

/** Whose calendar an event path speaks of. `id` is decoded: a GUID or a user principal name. */
export type Mailbox =
  | { readonly kind: "me" }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "group"; readonly id: string };

/** An event, or an occurrence of one. */
export interface EventTarget {
  readonly kind: "event";
  readonly apiVersion: "v1.0" | "beta";
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
  readonly apiVersion: "v1.0" | "beta";
  /** Decoded: the SMTP address of the business's mailbox. Compare it without case. */
  readonly businessId: string;
  /** Decoded and case-sensitive. */
  readonly appointmentId: string;
  /** The appointment's own path below the version, encoded, without `/cancel`. */
  readonly itemPath: string;
}

/** What a cancellation is aimed at. */
export type CancelTarget = EventTarget | BookingTarget;

/**
 * A text that is equal for two targets only if they are the same item, whichever path addresses it. Two paths to one
 * item in differently named mailboxes (`me` and the user's own address) are not known to be the same here.
 */
export function targetKey(target: CancelTarget): string {
  if (target.kind === "booking") return `booking ${target.businessId.toLowerCase()} ${target.appointmentId}`;
  const mailbox = target.mailbox.kind === "me" ? "me" : `${target.mailbox.kind}:${target.mailbox.id.toLowerCase()}`;
  return `event ${mailbox} ${target.eventId}`;
}
