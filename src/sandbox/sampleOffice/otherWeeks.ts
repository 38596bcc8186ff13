/** Thinner weeks: the one before this one, and the five after it. */
import type { MeetingPlan } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { booked, colleagues, optional, outsiders, required, rooms } from "./people.ts";

const { ana, lee, amara, ben, chiara, dmitri, elif, farah, grace, hugo, ingrid } = colleagues;
const { mona, omar, paula, tom } = outsiders;

/** A meeting of each of the weeks to come: on which working day of the week, and when. */
interface WeeklyRow extends Omit<MeetingPlan, "time" | "key"> {
  readonly weekday: number;
  readonly at: string;
  readonly minutes: number;
}

const everyWeek: readonly WeeklyRow[] = [
  {
    weekday: 0,
    at: "10:00",
    minutes: 60,
    subject: "Sprint planning",
    organizer: lee,
    invited: [ana, amara, ben, dmitri].map((person) => required(person)),
  },
  {
    weekday: 1,
    at: "13:30",
    minutes: 45,
    subject: "Support review",
    organizer: ana,
    invited: [required(elif), required(farah), optional(grace)],
  },
  {
    weekday: 1,
    at: "16:00",
    minutes: 30,
    subject: "Fabrikam: open questions",
    organizer: ana,
    invited: [required(mona), required(omar), required(lee)],
    isOnline: true,
  },
  {
    weekday: 3,
    at: "10:30",
    minutes: 90,
    subject: "Architecture board",
    organizer: hugo,
    invited: [required(ana), required(ben), booked(rooms.lisbon)],
    location: rooms.lisbon.name,
  },
  {
    weekday: 4,
    at: "15:00",
    minutes: 30,
    subject: "Week in review",
    organizer: ana,
    invited: [required(chiara), required(ingrid, "tentativelyAccepted")],
  },
];

/** What is still known of last week. */
export function lastWeekMeetings(days: OfficeDays): readonly MeetingPlan[] {
  return [
    {
      key: "kick-off",
      subject: "Kick-off: booking pages",
      organizer: ana,
      invited: [required(lee), required(mona), required(paula)],
      time: { day: days.workday(-4), at: "10:00", minutes: 90 },
    },
    {
      key: "retrospective",
      subject: "Retrospective",
      organizer: lee,
      invited: [required(ana), required(amara), required(ben)],
      time: { day: days.workday(-2), at: "14:00", minutes: 60 },
    },
    {
      key: "contract talk",
      subject: "Tailspin Toys: contract",
      organizer: ana,
      invited: [required(tom)],
      time: { day: days.workday(-1), at: "11:00", minutes: 45 },
      isOnline: true,
    },
  ];
}

/** The five weeks after this one. */
export function laterMeetings(days: OfficeDays): readonly MeetingPlan[] {
  return [1, 2, 3, 4, 5].flatMap((week) => everyWeek.map((row) => inWeek(days, row, week)));
}

function inWeek(days: OfficeDays, row: WeeklyRow, week: number): MeetingPlan {
  const { weekday, at, minutes, ...meeting } = row;
  const time = { day: days.workday(5 * week + weekday), at, minutes };
  return { ...meeting, key: `${meeting.subject} in week ${week}`, time };
}
