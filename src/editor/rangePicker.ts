/** Lets a person choose the days that the agenda shows. */
import { l10n, window } from "vscode";
import { addDays, dayOf } from "../agenda/calendarDays.ts";
import type { ChosenDays } from "./agendaModel.ts";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The chosen days; undefined if the person thinks better of it. */
export async function pickRange(now: number, timeZone: string): Promise<ChosenDays | undefined> {
  const today = dayOf(now, timeZone);
  const choices: readonly { label: string; description?: string; days?: ChosenDays }[] = [
    { label: l10n.t("Today"), days: { days: 1 } },
    { label: l10n.t("Next 7 Days"), days: { days: 7 } },
    { label: l10n.t("Next 30 Days"), days: { days: 30 } },
    { label: l10n.t("Last 7 Days and Today"), days: { firstDay: addDays(today, -7), days: 8 } },
    { label: l10n.t("From a Day On…"), description: l10n.t("type the first day") },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t("Show Date Range"),
    placeHolder: l10n.t("Which days should the agenda show?"),
  });
  if (chosen === undefined) return undefined;
  return chosen.days ?? askForDays(today);
}

/**
 * The days that a link, a lens or another extension asks for, as `{ "days": 30 }` from today on or
 * `{ "firstDay": "2026-12-24", "days": 1 }`; undefined if it asks for none.
 */
export function givenDays(value: unknown): ChosenDays | undefined {
  if (typeof value !== "object" || value === null || !("days" in value)) return undefined;
  const { days } = value;
  if (typeof days !== "number" || !isDayCount(days)) return undefined;
  if (!("firstDay" in value)) return { days };
  const { firstDay } = value;
  return typeof firstDay === "string" ? readDays(`${firstDay} ${days}`) : undefined;
}

async function askForDays(today: string): Promise<ChosenDays | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t("Show Date Range"),
    prompt: l10n.t("The first day, and how many days (1 to 62) if not 7"),
    placeHolder: `${today} 14`,
    value: today,
    validateInput: (text) =>
      readDays(text) === undefined ? l10n.t("Write it as {0}, or {0} 14 for 14 days.", today) : undefined,
  });
  return typed === undefined ? undefined : readDays(typed);
}

/** `2026-12-24 14` as a choice; undefined if it is none. */
function readDays(text: string): ChosenDays | undefined {
  const [firstDay = "", count = "7", ...rest] = text.trim().split(/\s+/);
  const days = Number(count);
  if (rest.length > 0 || !dayPattern.test(firstDay) || !isDayCount(days)) return undefined;
  try {
    return { firstDay: addDays(firstDay, 0), days };
  } catch {
    return undefined;
  }
}

function isDayCount(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= 62;
}
