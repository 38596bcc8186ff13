/**
 * Every behaviour of the sandbox that no documentation, metadata or report settles, in one table: what it does, what else
 * it could do, and why it is a guess. Whatever is not listed here follows Microsoft's public documentation of Graph
 * (https://learn.microsoft.com/graph/api/overview).
 */

/** Each guess: what is done by default, the other possible answers, and what is (not) known. */
export const guessTable = {
  eventCancelStatus: {
    byDefault: 202,
    instead: [204],
    about: "The documentation of event: cancel says 202, Graph's metadata 204.",
  },
  notOrganizerCode: {
    byDefault: "ErrorInvalidRequest",
    instead: ["ErrorAccessDenied", "ErrorCalendarIsNotOrganizer"],
    about: "The status 400 and the sentence are documented, the code is not.",
  },
  cancelWithoutAttendees: {
    byDefault: "accept",
    instead: ["refuse"],
    about: "Whether an appointment that nobody else was invited to can be cancelled is not documented.",
  },
  cancelOfPastEvent: {
    byDefault: "accept",
    instead: ["refuse"],
    about: "Whether a meeting that is over can be cancelled is not documented; Outlook allows it.",
  },
  unknownActionParameter: {
    byDefault: 400,
    instead: [500, "ignore"],
    about: "OData actions refuse parameters they do not declare. A booking cancel was once reported to answer 500.",
  },
  bodyWithoutContentType: {
    byDefault: "refuse",
    instead: ["accept"],
    about: "Content-Type is documented as required; that its absence is answered with 415 is a guess.",
  },
  emptyActionBody: {
    byDefault: "accept",
    instead: ["refuse"],
    about: "All parameters of the cancel actions may be null; whether the body may be missing altogether is not said.",
  },
  bookingTimeNames: {
    byDefault: "startDateTime",
    instead: ["start"],
    about: "The sample of a business's calendarView says start and end; metadata and the other samples do not.",
  },
  bookingPageSize: {
    byDefault: 10,
    instead: [100],
    about: "Appointments come in pages; how many are on one is not documented.",
  },
  bookingNextLinkWithTop: {
    byDefault: "lost",
    instead: ["given"],
    about: "With $top, appointments have been reported to come without a link to the rest.",
  },
  bookingDeleteMails: {
    byDefault: true,
    instead: [false],
    about: "The documentation suggests that deleting an appointment is silent; users report that it mails.",
  },
  strangerOpensBusiness: {
    byDefault: 403,
    instead: [404],
    about: "Everybody sees the names of all businesses; what somebody who is not on its staff gets inside is not said.",
  },
  bookingScopeOfPersonalAccount: {
    byDefault: 403,
    instead: [400],
    about: "Bookings is not supported for personal accounts; the answer they get is not documented.",
  },
  businessIsAMailbox: {
    byDefault: true,
    instead: [false],
    about: "Outlook allows four requests at a time per mailbox; that a business counts as one is not documented.",
  },
  mailboxRetryAfterSeconds: {
    byDefault: 1,
    instead: [10],
    about: "How long Graph asks to wait after too many requests at a time varies.",
  },
  sharedCalendarNeedsSharedScope: {
    byDefault: false,
    instead: [true],
    about: "A calendar shared with somebody is a copy in their own mailbox; documentation names Calendars.Read.Shared.",
  },
  groupCancelScope: {
    byDefault: "Calendars.ReadWrite",
    instead: ["Group.ReadWrite.All"],
    about: "Documentation of event: cancel names Calendars.ReadWrite for groups too; practice speaks for the other.",
  },
  malformedIdCode: {
    byDefault: "ErrorInvalidIdMalformed",
    instead: ["ErrorItemNotFound"],
    about: "Commonly seen, but not documented.",
  },
} as const satisfies Record<string, GuessRow>;

interface GuessRow {
  readonly byDefault: string | number | boolean;
  readonly instead: readonly (string | number | boolean)[];
  readonly about: string;
}

type GuessTable = typeof guessTable;

/** How each guess is decided. */
export type Guesses = {
  readonly [Name in keyof GuessTable]: GuessTable[Name]["byDefault"] | GuessTable[Name]["instead"][number];
};

/** All guesses as the table decides them, except those that are given. */
export function decideGuesses(decided: Partial<Guesses> = {}): Guesses {
  const byDefault = Object.fromEntries(Object.entries(guessTable).map(([name, row]) => [name, row.byDefault]));
  // Object.fromEntries forgets which value belongs to which name; the table's own type knows.
  return { ...(byDefault as unknown as Guesses), ...decided };
}
