/** Plans the meetings of some days that match a filter, as a person does it from the palette. */
import type { Workbench } from "./workbench.ts";

/** Which meetings are planned. */
export interface MeetingChoice {
  /** As the list of days has it: `Next 30 Days`. */
  readonly days: string;
  /** As it is typed, like `subject:view -is:attendee`. */
  readonly filter: string;
}

/** Answers every question but the last, which is for the message; gives what answers that, and returns at once then. */
export async function planMeetings(
  workbench: Workbench,
  { days, filter }: MeetingChoice,
): Promise<(message: string) => Promise<void>> {
  const { quickInput } = workbench;
  await workbench.runCommand("Unbook: Plan Cancelling a Date Range…");
  await quickInput.choose(days);
  await quickInput.waitFor(/Calendar/u);
  await quickInput.accept();
  await quickInput.waitFor(/\d+ items/u);
  await quickInput.answer(filter);
  await quickInput.waitFor(/Message for/u);
  return async (message) => quickInput.answer(message);
}
