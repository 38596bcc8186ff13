/** Plans a business's bookings of some services or members of staff, who are read from the business afresh. */
import { l10n, ProgressLocation, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import type { BookingService, BusinessDetails, StaffMember } from "../agenda/business.ts";
import type { Booking, BusinessSource } from "../agenda/item.ts";
import { isPast } from "../agenda/itemTraits.ts";
import { isOneOf } from "../agenda/people.ts";
import type { PlanOptions } from "./choosingContract.ts";
import { pickDays, usualDays } from "./dayPicker.ts";
import { planSearch } from "./planSearch.ts";
import { shownAgenda } from "./shownAgenda.ts";
import { viewerOf } from "./viewer.ts";

/** What of a business is meant: bookings of one of the services, or with one of the staff. */
export interface BusinessPart {
  readonly services: readonly BookingService[];
  readonly staff: readonly StaffMember[];
}

interface PartEntry extends QuickPickItem {
  readonly service?: BookingService;
  readonly member?: StaffMember;
}

/** Asks for a business, for services and staff of it, and for days. */
export async function planService(options: PlanOptions): Promise<void> {
  const loaded = await shownAgenda(options);
  if (loaded === undefined) return;
  const businesses = loaded.sources.flatMap(({ source }) => (source.kind === "business" ? [source] : []));
  const business = await pickBusiness(businesses);
  if (business === undefined) return;
  const details = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Reading the business…") },
    async () => loaded.sessionOf.graph.readBusiness(business),
  );
  const part = await pickPart(details);
  if (part === undefined) return;
  const viewer = viewerOf(loaded.sessionOf.account);
  const names = [...part.services, ...part.staff].map(({ name }) => name).join(", ");
  const spans = await pickDays(l10n.t("Cancel Bookings of {0}", names), usualDays(viewer), viewer);
  if (spans === undefined) return;
  await planSearch(options, {
    what: l10n.t("Bookings of {0} that are not over", names),
    accountId: loaded.sessionOf.account.id,
    sources: [business],
    spans,
    choose: (listed) => ({
      items: listed.filter(({ item }) => item.kind === "booking" && !isPast(item, viewer) && isOfPart(item, part)),
    }),
  });
}

/** Whether a booking is of one of the services or with one of the staff. */
export function isOfPart(booking: Booking, { services, staff }: BusinessPart): boolean {
  const isOfService = services.some(({ id, name }) =>
    booking.serviceId === undefined ? booking.serviceName === name : booking.serviceId === id,
  );
  return isOfService || booking.staff.some((person) => staff.some((member) => isSamePerson(person, member)));
}

/** A booking names its staff by name and address; the address tells more. */
function isSamePerson(person: Booking["staff"][number], { name, address = "" }: StaffMember): boolean {
  return person.address === "" || address === "" ? person.name === name : isOneOf(person, [address]);
}

async function pickBusiness(businesses: readonly BusinessSource[]): Promise<BusinessSource | undefined> {
  if (businesses.length === 0) {
    await window.showInformationMessage(
      l10n.t("The agenda shows no business. Allow Bookings, or choose businesses, and try again."),
    );
    return undefined;
  }
  if (businesses.length === 1) return businesses[0];
  const entries = businesses.map((business) => ({ label: business.name, description: business.id, business }));
  const chosen = await window.showQuickPick(entries, {
    title: l10n.t("Cancel This Service or Staff Member's Bookings"),
    placeHolder: l10n.t("Of which business?"),
  });
  return chosen?.business;
}

async function pickPart({ name, services, staff }: BusinessDetails): Promise<BusinessPart | undefined> {
  const entries: readonly PartEntry[] = [
    { label: l10n.t("Services"), kind: QuickPickItemKind.Separator },
    ...services.map((service) => ({ label: service.name, service })),
    { label: l10n.t("Staff"), kind: QuickPickItemKind.Separator },
    ...staff.map((member) => ({ label: member.name, ...(member.role && { description: member.role }), member })),
  ];
  const chosen = await window.showQuickPick(entries, {
    title: name,
    placeHolder: l10n.t("Whose bookings? Those of any that you check are planned."),
    canPickMany: true,
  });
  if (chosen === undefined || chosen.length === 0) return undefined;
  return {
    services: chosen.flatMap(({ service }) => service ?? []),
    staff: chosen.flatMap(({ member }) => member ?? []),
  };
}
