/** Ids of a few things in the sample office, the same at every start: for tests and for request files that address them. */
import { exchangeId, guidOf } from "../office/exchangeId.ts";
import { projectsName } from "./otherCalendars.ts";
import { anaAccount, leeAccount, mariaAccount } from "./sampleAccounts.ts";
import { appointmentId } from "./sampleAppointments.ts";
import { calendarId } from "./sampleOffice.ts";

const dental = "ContosoDental@contoso.com";
const physio = "ContosoPhysio@contoso.com";

/** The ids, decoded. In a path they have to be percent-encoded. */
export const sampleIds = {
  ana: anaAccount.id,
  lee: leeAccount.id,
  maria: mariaAccount.id,
  facilitiesGroup: guidOf("group facilities"),
  anasCalendar: calendarId(anaAccount.id, "Calendar"),
  /** Ana's second calendar; its view begins with an empty page. */
  projectsCalendar: calendarId(anaAccount.id, projectsName),
  /** Lee's calendar as Ana sees it: for reading only. */
  sharedCalendar: calendarId(anaAccount.id, leeAccount.name),
  /** Organised by Ana: 12 people invited, 3 of them from outside. Always still to come. */
  designReview: exchangeId(anaAccount.id, "design review"),
  /** Lee's copy of the same meeting. */
  designReviewOfLee: exchangeId(leeAccount.id, "design review"),
  /** Organised by Lee, Ana is invited. */
  roadmapSync: exchangeId(anaAccount.id, "roadmap sync"),
  /** Organised by Ana, nobody else is invited. */
  focusTime: exchangeId(anaAccount.id, "focus time"),
  /** A copy that its organizer, Chiara, has cancelled. */
  budgetCheck: exchangeId(anaAccount.id, "budget check"),
  /** A weekly series of Ana's; `teamWeeklyMoved` is this week's occurrence, `teamWeeklyNext` next week's. */
  teamWeekly: exchangeId(anaAccount.id, "team weekly"),
  teamWeeklyMoved: exchangeId(anaAccount.id, "team weekly #0"),
  teamWeeklyNext: exchangeId(anaAccount.id, "team weekly #1"),
  /** Lee's daily stand-up, as Ana has it. */
  standUp: exchangeId(anaAccount.id, "stand-up"),
  fireDrill: exchangeId(guidOf("group facilities"), "fire drill"),
  dental,
  physio,
  /** A one-to-one appointment of Contoso Dental: one customer, one staff member. Always still to come. */
  dentalCheckUp: appointmentId(dental, "check-up oscar"),
  /** A group appointment of Contoso Dental: five customers, two staff members. */
  dentalWorkshop: appointmentId(dental, "families"),
  /** A customer without an address. */
  dentalByPhone: appointmentId(dental, "check-up jensen"),
} as const;
