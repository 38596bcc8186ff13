/**
 * Reads of calendars, calendar groups and the signed-in person.
 * Source: https://learn.microsoft.com/graph/api/user-list-calendars
 */
import type { Calendar, CalendarGroup } from "@microsoft/microsoft-graph-types";
import {
  type CalendarGroupName,
  calendarGroupClasses,
  calendarGroupId,
  calendarGroupNamed,
  calendarGroupNames,
  calendarGroupOf,
} from "../office/calendarGroups.ts";
import { guidOf } from "../office/exchangeId.ts";
import type { Mailbox, StoredCalendar } from "../office/office.ts";
import { type GraphCall, type GraphOperation, odataContext } from "./graphCall.ts";
import { itemNotFound } from "./graphRefusal.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { calendarOf, eventOf, mailboxOf } from "./mailboxAccess.ts";
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

/** GET …/calendars, also those of one calendar group. */
export const listCalendars: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const mailbox = mailboxOf(call);
  const { calendarGroup } = call.parameters;
  const name = calendarGroup === undefined ? undefined : calendarGroupNamed(mailbox, calendarGroup);
  if (calendarGroup !== undefined && name === undefined) throw itemNotFound();
  return listPage(call, {
    context: `users('${mailbox.id}')/calendars`,
    items: mailbox.calendars.filter((calendar) => name === undefined || calendarGroupOf(calendar) === name),
    write: (calendar) => calendarWire(call, mailbox, calendar),
    pageSize: defaultPageSize,
  });
};

/** GET …/calendar and …/calendars/{id}. */
export const readCalendar: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const shown = selectProperties(call.query, calendarWire(call, mailbox, calendarOf(call, mailbox)));
  const owner = mailbox.kind === "group" ? "groups" : "users";
  const context = odataContext(call, `${owner}('${mailbox.id}')/calendars/$entity`);
  return Response.json({ "@odata.context": context, ...shown });
};

/** GET …/events/{id}/calendar: the calendar that an event is in. */
export const readCalendarOfEvent: GraphOperation = (call) => {
  const { mailbox, calendar } = eventOf(call);
  const shown = selectProperties(call.query, calendarWire(call, mailbox, calendar));
  return Response.json({ "@odata.context": odataContext(call, `users('${mailbox.id}')/calendars/$entity`), ...shown });
};

/** GET …/calendarGroups. */
export const listCalendarGroups: GraphOperation = (call) => {
  refuseQueryOptions(call.query);
  const mailbox = mailboxOf(call);
  return listPage(call, {
    context: `users('${mailbox.id}')/calendarGroups`,
    items: calendarGroupNames,
    write: (name) => calendarGroupWire(mailbox, name),
    pageSize: defaultPageSize,
  });
};

/** GET …/calendarGroups/{id}. */
export const readCalendarGroup: GraphOperation = (call) => {
  const mailbox = mailboxOf(call);
  const name = calendarGroupNamed(mailbox, call.parameters["calendarGroup"] ?? "");
  if (name === undefined) throw itemNotFound();
  const shown = selectProperties(call.query, calendarGroupWire(mailbox, name));
  const context = odataContext(call, `users('${mailbox.id}')/calendarGroups/$entity`);
  return Response.json({ "@odata.context": context, ...shown });
};

function calendarGroupWire(mailbox: Mailbox, name: CalendarGroupName): WireItem {
  const id = calendarGroupId(mailbox, name);
  const properties: CalendarGroup = { name, classId: calendarGroupClasses[name], changeKey: changeKey(id), id };
  return { ...properties };
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
  const owner = mailbox.kind === "group" ? "groups" : "users";
  const id = `${graphOrigin}/${call.version}/${owner}('${mailbox.id}')/calendars('${calendar.id}')`;
  return { "@odata.id": id, ...properties };
}

function changeKey(id: string): string {
  return `${Buffer.from(guidOf(`change ${id}`))
    .toString("base64")
    .slice(0, 30)}==`;
}
