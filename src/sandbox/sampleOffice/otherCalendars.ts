/** What stands in the calendars beside Ana's own: her second one, Lee's, and Maria's. */
import type { MeetingPlan } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { colleagues, optional, outsiders, required } from "./people.ts";

const { ana, lee, amara, ben, dmitri, elif, grace, hugo } = colleagues;
const { maria, quinn } = outsiders;

/** The name of Ana's second calendar. */
export const projectsName = "Projects";

/** The name of Maria's second calendar. */
export const familyName = "Family";

/** Ana's second calendar. */
export function projectMeetings(days: OfficeDays): readonly MeetingPlan[] {
  const inProjects = { organizer: ana, calendarName: projectsName };
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  return [
    {
      ...inProjects,
      key: "rehearsal",
      subject: "Migration rehearsal",
      invited: [required(ben), required(dmitri)],
      time: on(0, "11:00", 60),
      isOnline: true,
    },
    {
      ...inProjects,
      key: "checklist",
      subject: "Launch checklist",
      invited: [required(elif), required(lee)],
      time: on(1, "09:45", 30),
    },
    {
      ...inProjects,
      key: "accessibility",
      subject: "Accessibility review",
      invited: [required(grace), required(quinn)],
      time: on(2, "16:00", 60),
      isOnline: true,
    },
    {
      ...inProjects,
      key: "migration night",
      subject: "Migration night",
      invited: [required(ben), required(dmitri), optional(hugo)],
      time: on(3, "22:00", 240),
      importance: "high",
    },
    { ...inProjects, key: "freeze", subject: "Code freeze", time: { firstDay: days.workday(4), days: 1 } },
    {
      ...inProjects,
      key: "go or no-go",
      subject: "Go or no-go",
      invited: [required(amara), required(lee), required(hugo)],
      time: on(6, "10:00", 30),
    },
  ];
}

/** What Lee does without Ana. */
export function leesMeetings(days: OfficeDays): readonly MeetingPlan[] {
  const on = (index: number, at: string, minutes: number) => ({ day: days.workday(index), at, minutes });
  return [
    {
      key: "lee doctor",
      subject: "Doctor",
      organizer: lee,
      time: on(1, "08:00", 60),
      sensitivity: "private",
      showAs: "oof",
    },
    {
      key: "lee review",
      subject: "Code review hour",
      organizer: lee,
      invited: [required(ben), required(dmitri)],
      time: on(2, "16:30", 60),
    },
    {
      key: "lee focus",
      subject: "Writing the roadmap",
      organizer: lee,
      time: on(3, "09:30", 120),
      showAs: "tentative",
    },
    {
      key: "lee lunch",
      subject: "Lunch with Hugo",
      organizer: hugo,
      invited: [required(lee)],
      time: on(4, "12:00", 60),
    },
  ];
}

/** Maria's private life, and one meeting of hers. */
export function mariasMeetings(days: OfficeDays): readonly MeetingPlan[] {
  return [
    {
      key: "maria dentist",
      subject: "Dentist",
      organizer: maria,
      time: { day: days.workday(0), at: "17:00", minutes: 45 },
    },
    { key: "maria yoga", subject: "Yoga", organizer: maria, time: { day: days.workday(2), at: "19:00", minutes: 60 } },
    {
      key: "maria dinner",
      subject: "Dinner with Ana",
      organizer: maria,
      invited: [required(ana, "none")],
      time: { day: days.saturday, at: "19:30", minutes: 120 },
    },
    {
      key: "parents evening",
      subject: "Parents' evening",
      organizer: maria,
      calendarName: familyName,
      time: { day: days.workday(3), at: "18:30", minutes: 90 },
    },
    { key: "maria holiday", subject: "Seaside", organizer: maria, time: { firstDay: days.workday(7), days: 4 } },
  ];
}
