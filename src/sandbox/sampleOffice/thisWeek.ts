/** Ana's week: single meetings on the five working days that begin today, and something light at the weekend. */
import type { MeetingPlan } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { booked, colleagues, optional, outsiders, required, rooms } from "./people.ts";

const { ana, lee, amara, ben, chiara, dmitri, elif, farah, grace, hugo, ingrid, keiko } = colleagues;
const { maria, mona, omar, paula, quinn, tom } = outsiders;

/** What Ana organises. */
export function meetingsByAna(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  const byAna = { organizer: ana };
  return [
    {
      ...byAna,
      key: "quick sync",
      subject: "Quick sync about the launch",
      invited: [required(amara), required(lee)],
      time: { ...days.soon(1), minutes: 30 },
      isOnline: true,
      text: "Five open points, see the list in the channel.",
    },
    {
      ...byAna,
      key: "focus time",
      subject: "Focus time",
      time: on(0, "13:00", 120),
      showAs: "busy",
      categories: ["Focus"],
    },
    {
      ...byAna,
      key: "design review",
      subject: "Design review",
      invited: [
        ...[lee, amara, ben, chiara].map((person) => required(person)),
        ...[dmitri, elif, farah].map((person) => required(person, "tentativelyAccepted")),
        optional(grace),
        optional(hugo, "declined"),
        required(mona),
        required(paula, "notResponded"),
        required(maria),
      ],
      time: on(1, "14:00", 60),
      isOnline: true,
      text: "We go through the new booking pages.\nPlease have looked at the drafts beforehand.",
      importance: "high",
    },
    {
      ...byAna,
      key: "coffee with grace",
      subject: "Coffee with Grace",
      invited: [required(grace)],
      time: on(1, "10:30", 30),
      location: "Cafeteria",
    },
    {
      ...byAna,
      key: "interview",
      subject: "Interview: front-end engineer",
      invited: [required(ben), required(ingrid), required(quinn, "notResponded")],
      time: on(2, "13:30", 60),
      sensitivity: "private",
      isOnline: true,
    },
    {
      ...byAna,
      key: "customer workshop",
      subject: "Customer workshop",
      invited: [
        required(omar),
        required(mona),
        required(tom, "tentativelyAccepted"),
        required(lee),
        booked(rooms.lisbon),
      ],
      time: on(3, "13:00", 120),
      location: rooms.lisbon.name,
      text: "Bring laptops. Lunch is provided.",
    },
    {
      ...byAna,
      key: "tax papers",
      subject: "Tax papers",
      time: on(3, "17:00", 30),
      sensitivity: "private",
      showAs: "tentative",
    },
    {
      ...byAna,
      key: "hiring decision",
      subject: "Hiring decision",
      invited: [required(chiara), required(ingrid), booked(rooms.porto)],
      time: on(4, "09:30", 45),
      location: rooms.porto.name,
      sensitivity: "confidential",
    },
    {
      ...byAna,
      key: "ana trade fair",
      subject: "Trade fair",
      time: { firstDay: days.workday(2), days: 3 },
      location: "Hall 4",
      showAs: "workingElsewhere",
    },
    {
      ...byAna,
      key: "report due",
      subject: "Quarterly report is due",
      time: { firstDay: days.workday(4), days: 1 },
      invited: [required(farah, "none")],
    },
    {
      ...byAna,
      key: "museum",
      subject: "Museum with the kids",
      time: { day: days.saturday, at: "11:00", minutes: 150 },
      sensitivity: "private",
      location: "City museum",
    },
  ];
}

/** What Ana is invited to. */
export function meetingsWithAna(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  return [
    {
      key: "roadmap sync",
      subject: "Roadmap sync",
      organizer: lee,
      invited: [required(ana), required(amara), required(dmitri, "tentativelyAccepted")],
      time: on(2, "11:00", 45),
      isOnline: true,
      text: "What moves to next quarter?",
      allowsNewTimes: false,
    },
    {
      key: "fabrikam call",
      subject: "Fabrikam: delivery dates",
      organizer: mona,
      invited: [required(ana), required(omar)],
      time: on(1, "11:30", 30),
      isOnline: true,
    },
    {
      key: "budget check",
      subject: "Budget check",
      organizer: chiara,
      invited: [required(ana), required(lee), required(farah)],
      time: on(1, "16:00", 30),
      isCancelled: true,
    },
    {
      key: "seattle call",
      subject: "Call with Seattle",
      organizer: hugo,
      invited: [required(ana), required(keiko, "declined")],
      time: { ...on(2, "09:00", 45), zone: "America/Los_Angeles" },
      isOnline: true,
    },
    {
      key: "tokyo handover",
      subject: "Handover to Tokyo",
      organizer: keiko,
      invited: [required(ana, "tentativelyAccepted"), required(lee)],
      time: { ...on(3, "16:00", 30), zone: "Asia/Tokyo" },
      isOnline: true,
    },
    {
      key: "salary briefing",
      subject: "Salary round: briefing for managers",
      organizer: chiara,
      invited: [required(ana), required(ben), required(ingrid), required(grace)],
      time: on(3, "11:00", 30),
      hideAttendees: true,
      sensitivity: "confidential",
    },
    {
      key: "office move",
      subject: "Volunteers for the office move",
      organizer: ingrid,
      invited: [optional(ana, "notResponded"), optional(lee, "declined")],
      time: on(4, "15:30", 30),
      location: "Lobby",
    },
    {
      key: "choir",
      subject: "Choir",
      organizer: maria,
      invited: [required(ana)],
      time: { day: days.sunday, at: "17:00", minutes: 90 },
      location: "Community hall",
    },
  ];
}

/** Meetings whose texts are hard to show: each of them once. */
export function meetingsWithOddTexts(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  return [
    {
      key: "launch party",
      subject: "Launch party 🎉🥂 (bring a friend 👩‍👩‍👧)",
      organizer: ana,
      invited: [required(lee), required(elif), optional(tom)],
      time: on(4, "17:30", 120),
      location: "Roof terrace ☀️",
    },
    {
      key: "markdown",
      subject: "**Q3** [plan](https://contoso.com) _draft_ $(zap) <b>v2</b> & `numbers`",
      organizer: dmitri,
      invited: [required(ana, "notResponded")],
      time: on(4, "11:00", 30),
    },
    {
      key: "right to left",
      subject: "اجتماع الفريق: خطة الإطلاق",
      organizer: farah,
      invited: [required(ana), required(lee, "none")],
      time: on(4, "14:00", 30),
      isOnline: true,
    },
    {
      key: "long text",
      subject: `Preparation of the preparation for the yearly review of everything that was reviewed last year, ${"and what became of it, ".repeat(8)}part one`,
      organizer: ana,
      invited: [required(ben, "none")],
      time: on(0, "16:30", 30),
      text: "Agenda:\n".concat(
        Array.from({ length: 60 }, (_, index) => `${index + 1}. Review of point ${index + 1}`).join("\n"),
      ),
    },
  ];
}
