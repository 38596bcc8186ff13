/**
 * Reads of calendars, calendar groups and the signed-in person.
 * Source: https://learn.microsoft.com/graph/api/user-list-calendars
 */
import type { Calendar } from "@microsoft/microsoft-graph-types";
import { exchangeId, guidOf } from "../office/exchangeId.ts";
import type { Mailbox, StoredCalendar } from "../office/office.ts";
import { type GraphCall, type GraphOperation, odataContext } from "./graphCall.ts";
import { itemNotFound } from "./graphRefusal.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { calendarOf, mailboxOf } from "./mailboxAccess.ts";
import { type WireItem, selectProperties } from "./selectProperties.ts";

const defaultPageSize = 10;

/** GET /me. */
export const readMe: GraphOperation = (call) => {
  const { id, name, username, isPersonal } = call.account;
  const [givenName = "", surname = ""] = name.split(" ");
  const user = {
    businessPhones: [],
    displayName: name,
    givenName,
    jobTitle: null,
    mail: isPersonal ? null : username,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: "en-US",
    surname,
    userPrincipalName: username,
    id,
  };
  const shown = selectProperties(call.query, user);
  return Response.json({ "@odata.context": odataContext(call, "users/$entity"), ...shown });
};

/** GET …/calendars. */
export const listCalendars: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const mailbox = mailboxOf(call);
  requireCalendarGroup(mailbox, call.parameters["calendarGroup"]);
  const items = mailbox.calendars.map((calendar) => calendarWire(call, mailbox, calendar));
  return listPage(call, { context: `users('${mailbox.id}')/calendars`, items, pageSize: defaultPageSize });
};

/** GET …/calendar and …/calendars/{id}. */
export const readCalendar: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const shown = selectProperties(call.query, calendarWire(call, mailbox, calendarOf(call, mailbox)));
  return Response.json({ "@odata.context": odataContext(call, `users('${mailbox.id}')/calendars/$entity`), ...shown });
};

/** GET …/calendarGroups: every mailbox has one. */
export const listCalendarGroups: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const group = {
    name: "My Calendars",
    classId: "0006f0b7-0000-0000-c000-000000000046",
    changeKey: changeKey(calendarGroupId(mailbox)),
    id: calendarGroupId(mailbox),
  };
  return listPage(call, {
    context: `users('${mailbox.id}')/calendarGroups`,
    items: [group],
    pageSize: defaultPageSize,
  });
};

/** The id of a mailbox's only calendar group. */
export function calendarGroupId(mailbox: Pick<Mailbox, "id">): string {
  return exchangeId(mailbox.id, "calendar group");
}

/** @throws {GraphRefusal} if the path names a group that the mailbox does not have. */
function requireCalendarGroup(mailbox: Mailbox, id: string | undefined): void {
  if (id !== undefined && id !== calendarGroupId(mailbox)) throw itemNotFound();
}

function calendarWire(call: GraphCall, mailbox: Mailbox, calendar: StoredCalendar): WireItem {
  const { graphOrigin } = call.world;
  const properties: Calendar = {
    id: calendar.id,
    name: calendar.name,
    color: calendar.color,
    hexColor: calendar.hexColor,
    isDefaultCalendar: calendar.isDefault,
    changeKey: changeKey(calendar.id),
    canShare: calendar.canEdit && calendar.sharedFrom === undefined,
    canViewPrivateItems: calendar.sharedFrom === undefined,
    canEdit: calendar.canEdit,
    allowedOnlineMeetingProviders: ["teamsForBusiness"],
    defaultOnlineMeetingProvider: "teamsForBusiness",
    isTallyingResponses: calendar.isDefault,
    isRemovable: !calendar.isDefault,
    owner: { name: calendar.owner.name, address: calendar.owner.address },
  };
  const id = `${graphOrigin}/${call.version}/users('${mailbox.id}')/calendars('${calendar.id}')`;
  return { "@odata.id": id, ...properties };
}

function changeKey(id: string): string {
  return `${Buffer.from(guidOf(`change ${id}`))
    .toString("base64")
    .slice(0, 30)}==`;
}
