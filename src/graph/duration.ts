/**
 * Reads Graph's durations (`Edm.Duration`), which are those of ISO 8601 without years and months.
 * Source: https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html#sec_Duration
 */

const durationPattern =
  /^P(?=[\dT])(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?=\d)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/;

/** The minutes of a duration, as 90 for `PT1H30M`, rounded to a whole one; undefined if it is none, or a negative one. */
export function minutesOf(duration: string): number | undefined {
  const parts = durationPattern.exec(duration)?.groups;
  if (parts === undefined) return undefined;
  const number = (name: string): number => Number(parts[name] ?? 0);
  const days = number("weeks") * 7 + number("days");
  return Math.round((days * 24 + number("hours")) * 60 + number("minutes") + number("seconds") / 60);
}
