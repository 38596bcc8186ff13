/**
 * Every English word that the agenda says of items and days, in one place. Functions take what varies and give a part of
 * a row or a whole sentence; times and dates come in as text, already written for the viewer.
 */

/** The agenda's English. */
export const sentences = {
  separator: " · ",
  spokenSeparator: ", ",
  allDay: "All day",
  noSubject: "(no subject)",
  noService: "(no service)",
  unnamed: "(no name)",
  otherItems: "Other items",
  today: "Today",
  tomorrow: "Tomorrow",

  // Rows
  items: (count: number) => (count === 1 ? "1 item" : `${count} items`),
  people: (count: number) => (count === 1 ? "1 person" : `${count} people`),
  customers: (count: number) => (count === 0 ? "no customers" : count === 1 ? "1 customer" : `${count} customers`),
  andMore: (name: string, others: number) => (others === 0 ? name : `${name} and ${others} more`),
  serviceFor: (service: string, customer: string) => `${service} — ${customer}`,
  until: (time: string) => `until ${time}`,
  dayNumber: (number: number, count: number) => `day ${number} of ${count}`,
  elsewhere: (time: string, zone: string) => `(${time} ${zone})`,
  onlyYou: "only you",
  organisedBy: (name: string) => `organised by ${name}`,
  organisedBySomebodyElse: "organised by somebody else",
  cancelledByOrganizer: "cancelled by the organizer",
  series: "series",
  private: "private",
  online: "online",
  days: (count: number) => `${count} d`,
  hours: (count: number) => `${count} h`,
  minutes: (count: number) => `${count} min`,
  span: (start: string, end: string) => `${start} – ${end}`,

  // Spoken
  spokenSpan: (start: string, end: string) => `${start} to ${end}`,
  youOrganise: "you organise",
  partOfSeries: "part of a series",
  wholeSeries: "whole series",
  canBeCancelled: "can be cancelled",
  isOver: "is over",
  readOnlyCalendar: "in a calendar that you can only read",

  // Tooltip
  factNames: {
    when: "When",
    elsewhere: "There",
    where: "Where",
    join: "Join",
    calendar: "Calendar",
    business: "Business",
    organizer: "Organizer",
    people: "People",
    outside: "Outside your organisation",
    rooms: "Rooms",
    service: "Service",
    staff: "Staff",
    customers: "Customers",
    series: "Series",
    privacy: "Private",
  },
  you: "You",
  placesTaken: (taken: number, places: number) => `${taken} of ${places} places taken`,
  responses: { accepted: "accepted", tentative: "tentative", declined: "declined", waiting: "not answered" },
  counted: (count: number, what: string) => `${count} ${what}`,
  outside: (count: number, domains: string) => `${count}: ${domains}`,
  oneOccurrence: "One occurrence of a series",
  changedOccurrence: "One changed occurrence of a series",
  seriesFirst: "A whole series; the time is that of its first occurrence",
  markedPrivate: "Marked as private",
  mailsNobody: "Cancelling mails nobody: it is only removed from the calendar.",
  mailsPeople: (people: number, outside: number) =>
    `Cancelling mails ${sentences.people(people)}${outside === 0 ? "" : ` (${outside} outside your organisation)`}` +
    " and moves it to Deleted Items. It cannot be undone after sending.",
  mailsRooms: "Cancelling frees its rooms and moves it to Deleted Items. It cannot be undone after sending.",
  mailsCustomers: (customers: number) =>
    customers === 0
      ? "Cancelling mails the staff only. It cannot be undone after sending."
      : `Cancelling mails ${sentences.customers(customers)} and the staff. It cannot be undone after sending.`,
  cancelsForAllCustomers: "It is cancelled for all of its customers.",
  pastHint: "It is over; cancelling it would still mail everybody.",
  cannotReadOnly: (calendar: string) => `It cannot be cancelled here: you can only read the calendar “${calendar}”.`,
  cannotNotOrganizer: (name: string | undefined) =>
    name === undefined ? "Only its organizer can cancel it." : `Only its organizer, ${name}, can cancel it.`,
  alreadyCancelled: "Its organizer has cancelled it.",
} as const;
