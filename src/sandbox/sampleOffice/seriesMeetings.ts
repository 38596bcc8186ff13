/** Meetings that repeat: Lee's daily stand-up, and what Ana holds every week. */
import { addDays } from "../office/zonedTime.ts";
import type { MeetingPlan, PlannedSeries } from "./meetingPlan.ts";
import type { OfficeDays } from "./officeDays.ts";
import { booked, colleagues, optional, outsiders, required, rooms } from "./people.ts";

const { ana, lee, amara, ben, dmitri, elif, grace, hugo, keiko } = colleagues;

/** All series. Index 0 is always in the week that begins today. */
export function seriesMeetings(days: OfficeDays): readonly MeetingPlan[] {
  const standUps = Array.from({ length: 50 }, (_, place) => ({ index: place - 10, day: days.workday(place - 10) }));
  return [
    {
      key: "stand-up",
      subject: "Stand-up",
      organizer: lee,
      invited: [required(ana), required(amara), required(ben), required(dmitri), required(elif)],
      time: { day: standUps[0]?.day ?? "", at: "09:15", minutes: 15 },
      series: { days: standUps },
      isOnline: true,
    },
    weekly(
      days.workday(2),
      { exceptions: new Map([[0, { at: "15:00" }]]) },
      {
        key: "team weekly",
        subject: "Team weekly",
        organizer: ana,
        invited: [required(lee), required(amara), required(ben), required(elif), optional(grace), booked(rooms.porto)],
        time: { day: "", at: "10:00", minutes: 60 },
        location: rooms.porto.name,
        text: "Round of news, then one topic.",
      },
    ),
    weekly(
      days.workday(3),
      { cancelled: [2] },
      {
        key: "one-to-one amara",
        subject: "One-to-one: Amara and Ana",
        organizer: ana,
        invited: [required(amara)],
        time: { day: "", at: "09:45", minutes: 30 },
      },
    ),
    weekly(
      days.workday(0),
      {},
      {
        key: "one-to-one lee",
        subject: "One-to-one: Lee and Ana",
        organizer: lee,
        invited: [required(ana)],
        time: { day: "", at: "15:30", minutes: 30 },
        isOnline: true,
      },
    ),
    weekly(
      days.workday(4),
      { exceptions: new Map([[5, { guests: [required(outsiders.tom), optional(keiko)] }]]) },
      {
        key: "adatum jour fixe",
        subject: "Adatum jour fixe",
        organizer: ana,
        invited: [required(outsiders.paula), required(outsiders.quinn, "tentativelyAccepted"), required(hugo)],
        time: { day: "", at: "13:00", minutes: 45 },
        isOnline: true,
      },
    ),
  ];
}

/** The same meeting on the same weekday, from eight weeks before `day` to half a year after it. */
function weekly(day: string, series: Omit<PlannedSeries, "days">, plan: MeetingPlan): MeetingPlan {
  const all = Array.from({ length: 35 }, (_, place) => ({ index: place - 8, day: addDays(day, 7 * (place - 8)) }));
  return { ...plan, time: { ...plan.time, day: all[0]?.day ?? day }, series: { ...series, days: all } };
}
