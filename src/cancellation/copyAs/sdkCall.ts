/**
 * A cancellation as a call of Microsoft's SDKs, which are generated from one description and therefore alike: a chain of
 * collections and ids, and a body class in a place that follows from the chain. They have no chains for instances and
 * calendar views, where the event's own id addresses the same item, and none for an event that is reached through a
 * message about it, where the address itself is given.
 * Source: https://learn.microsoft.com/graph/sdks/create-requests, the classes as in
 * https://github.com/microsoftgraph/msgraph-sdk-go, -dotnet, -java, -php, -python.
 */
import type { Mailbox } from "../../agenda/item.ts";
import { findItemPath } from "../findItemPath.ts";
import type { FoundPath } from "../findItemPath.ts";
import { cancelUrl } from "../route.ts";
import type { CancelTarget, EventTarget } from "../target.ts";
import { permissionsFor } from "./copyRequest.ts";
import type { CopyPlace, CopyRequest } from "./copyRequest.ts";

/** A collection, and the id of one thing in it, if there is one. */
export interface SdkStep {
  /** As in a path, in camel case: `bookingBusinesses`. */
  readonly word: string;
  /** What the SDKs call the id, in Pascal case: `BookingBusinessId`. */
  readonly idName?: string;
  /** Decoded. */
  readonly id?: string;
}

/** A cancellation, for any of the SDKs. */
export interface SdkCall {
  readonly kind: CancelTarget["kind"];
  readonly steps: readonly SdkStep[];
  /** The words of the namespace that holds the call's classes, in camel case, from `users` to `cancel`. */
  readonly namespace: readonly string[];
  /** The address, where the steps do not lead to the item; they then only choose the class. */
  readonly rawUrl?: string;
  /** The body's property, in camel case. */
  readonly property: "comment" | "cancellationMessage";
  readonly message: string;
}

/** The call for a request. The SDKs are those for v1.0, where every item of beta can be addressed, too. */
export function sdkCall({ target, message }: CopyRequest, { graphOrigin }: CopyPlace): SdkCall {
  if (target.kind === "booking") {
    const steps: readonly SdkStep[] = [
      { word: "solutions" },
      { word: "bookingBusinesses", idName: "BookingBusinessId", id: target.businessId },
      { word: "appointments", idName: "BookingAppointmentId", id: target.appointmentId },
    ];
    return { kind: "booking", steps, namespace: namespaceOf(steps), property: "cancellationMessage", message };
  }
  const { calendarId, hasEventId } = addressParts(target);
  const steps: readonly SdkStep[] = [
    ownerStep(target.mailbox),
    ...(calendarId === undefined ? [] : [{ word: "calendars", idName: "CalendarId", id: calendarId }]),
    { word: "events", idName: "EventId", id: target.eventId },
  ];
  const address = hasEventId ? {} : { rawUrl: cancelUrl(graphOrigin, target) };
  return { kind: "event", steps, namespace: namespaceOf(steps), ...address, property: "comment", message };
}

/** What a target's address says besides the mailbox. */
export function addressParts(target: EventTarget): {
  /** The calendar that it names, decoded; undefined for none or the mailbox's default. */
  readonly calendarId: string | undefined;
  /** False where the address names a message about the event, and `eventId` is the message's. */
  readonly hasEventId: boolean;
} {
  const parts = target.itemPath.slice(1).split("/");
  const found = findItemPath(parts.map((raw) => ({ raw, decoded: decodeURIComponent(raw) })));
  return {
    calendarId: found && idOf(found, "calendar"),
    hasEventId: found !== undefined && idOf(found, "event") !== undefined,
  };
}

function idOf({ path, parts }: FoundPath, name: string): string | undefined {
  return parts[path.segments.findIndex((segment) => segment.kind === "id" && segment.name === name)]?.decoded;
}

function ownerStep(mailbox: Mailbox): SdkStep {
  switch (mailbox.kind) {
    case "me":
      return { word: "me" };
    case "user":
      return { word: "users", idName: "UserId", id: mailbox.id };
    case "group":
      return { word: "groups", idName: "GroupId", id: mailbox.id };
    default:
      return mailbox satisfies never;
  }
}

/** The SDKs make `me` one of the `users`. */
function namespaceOf(steps: readonly SdkStep[]): readonly string[] {
  const words = steps.flatMap(({ word, id }) => {
    if (word === "me") return ["users", "item"];
    return id === undefined ? [word] : [word, "item"];
  });
  return [...words, "cancel"];
}

/** `bookingBusinesses` as `BookingBusinesses`. */
export function pascalCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `bookingBusinesses` and `BookingBusinesses` as `booking_businesses`. */
export function snakeCase(word: string): string {
  return word.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
}

/** What a copied program says of its client's making, as lines without a comment sign. */
export function clientHint(what: string, tab: string, requests: readonly CopyRequest[]): readonly string[] {
  return [
    `${what} comes from https://learn.microsoft.com/graph/sdks/choose-authentication-providers?tabs=${tab}`,
    `and needs ${permissionsFor(requests).join(", ")}.`,
  ];
}

/** The address of the SDKs' version of Graph, for clouds that the SDKs do not take for granted; undefined for the global one. */
export function nationalBaseUrl({ graphOrigin, cloud }: CopyPlace): string | undefined {
  return cloud === "global" ? undefined : `${graphOrigin}/v1.0`;
}
