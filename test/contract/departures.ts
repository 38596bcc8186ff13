/**
 * Where the sandbox departs from Graph's metadata on purpose: what documentation shows and metadata does not have. Each
 * row says why. Whatever is not listed here has to be as the metadata has it.
 */
import type { TypeUse } from "./graphMetadata.ts";

const text: TypeUse = { name: "Edm.String", isCollection: false, isNullable: true };
const time: TypeUse = { name: "dateTimeTimeZone", isCollection: false, isNullable: false };
const item = (name: string): TypeUse => ({ name, isCollection: false, isNullable: true });
const list = (name: string): TypeUse => ({ name, isCollection: true, isNullable: false });

/** A property or a way that the metadata does not know. */
interface Addition {
  readonly type: string;
  readonly name: string;
  readonly use: TypeUse;
  readonly reason: string;
}

/** Properties beyond the metadata's. */
export const moreProperties: readonly Addition[] = [
  {
    type: "bookingAppointment",
    name: "start",
    use: time,
    reason: "the sample of a business's calendarView names the times as beta does; the sandbox can be told to do so",
  },
  { type: "bookingAppointment", name: "end", use: time, reason: "as start" },
  {
    type: "physicalAddress",
    name: "type",
    use: text,
    reason: "the samples of bookingBusiness and bookingCustomer have it",
  },
  { type: "physicalAddress", name: "postOfficeBox", use: text, reason: "as type" },
];

/** Ways that documentation uses in its paths, beyond the metadata's. */
export const moreWays: readonly Addition[] = [
  {
    type: "user",
    name: "joinedGroups",
    use: list("group"),
    reason: "paths of event: cancel; gone from v1.0's metadata",
  },
  {
    type: "user",
    name: "calendarGroup",
    use: item("calendarGroup"),
    reason: "older pages name the default group without an id and in the singular",
  },
  { type: "message", name: "event", use: item("event"), reason: "pages leave out the cast to eventMessage" },
];

/** Properties that go by another name in some answers: one of the two has to be there. */
export const otherNames: readonly { readonly type: string; readonly name: string; readonly instead: string }[] = [
  { type: "bookingAppointment", name: "startDateTime", instead: "start" },
  { type: "bookingAppointment", name: "endDateTime", instead: "end" },
];

/** Which annotations samples show on items of which types. `@odata.type` has rules of its own. */
export const annotations: readonly { readonly name: string; readonly type: string; readonly reason: string }[] = [
  { name: "@odata.etag", type: "event", reason: "every sample of an event" },
  { name: "@odata.id", type: "calendar", reason: "the samples of a list of calendars" },
];
