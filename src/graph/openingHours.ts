/**
 * When a business is open, as Graph sends it: a list of days, each with its slots.
 * Source: https://learn.microsoft.com/graph/api/resources/bookingworkhours
 */
import type { InferOutput } from "valibot";
import type { OpeningHours, Weekday } from "../agenda/business.ts";
import { list, oneOf, part, text } from "./readShape.ts";

/** In the order of the week. */
const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly Weekday[];

/** The shape of `businessHours`. */
export const openingHoursShape = list(
  "When it is open",
  part("A day on which it is open", {
    day: oneOf("A day on which it is open", weekdays),
    timeSlots: list(
      "When it is open",
      part("When it is open", { startTime: text("When it opens"), endTime: text("When it closes") }),
    ),
  }),
);

/** The days in the order of the week; undefined if none is known. */
export function openingHoursOf(read: InferOutput<typeof openingHoursShape>): readonly OpeningHours[] | undefined {
  const days = weekdays.flatMap((day) => {
    const known = read.filter((one) => one?.day === day);
    if (known.length === 0) return [];
    const slots = known.flatMap((one) =>
      (one?.timeSlots ?? []).flatMap((slot) => {
        const [start, end] = [clockTime(slot?.startTime), clockTime(slot?.endTime)];
        return start === undefined || end === undefined ? [] : [{ start, end }];
      }),
    );
    return [{ day, slots }];
  });
  return days.length === 0 ? undefined : days;
}

/** `09:00` of `09:00:00.0000000`. */
function clockTime(wire = ""): string | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d/u.exec(wire)?.[0];
}
