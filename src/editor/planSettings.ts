/**
 * The settings that are asked for only when something is planned or confirmed, as one value. Read as tolerantly as the
 * others (settings.ts). What keeps plans from being sent by mistake is taken from the user's own settings only.
 */
import type { AgendaItem } from "../agenda/item.ts";
import { settingKeys } from "./settings.ts";
import type { SettingsReader } from "./settings.ts";

/** A message to begin with. */
export interface TemplateSetting {
  readonly label: string;
  /** It may have placeholders: see messageTemplate.ts. */
  readonly text: string;
  /** What it is offered for. Default: everything. */
  readonly for?: AgendaItem["kind"];
}

/** The settings of planning, checked. */
export interface PlanSettings {
  /** What becomes of meetings that others organise. */
  readonly nonOrganizer: "skip" | "decline" | "ask";
  /** For what people have to be told something. */
  readonly requiresMessage: "never" | "bookings" | "always";
  readonly templates: readonly TemplateSetting[];
  /** How many items a plan may have: 1 to 5,000. */
  readonly mostItems: number;
  /** From how many people on their number has to be typed: more than this, at least 1. */
  readonly typesCountAbove: number;
}

/** Reads the settings. */
export function readPlanSettings(from: SettingsReader): PlanSettings {
  const own = (key: string): unknown => from.inspect(key)?.globalValue;
  const nonOrganizer = own(settingKeys.nonOrganizer);
  const requiresMessage = own(settingKeys.requiresMessage);
  const templates = from.get(settingKeys.templates);
  return {
    nonOrganizer: nonOrganizer === "skip" || nonOrganizer === "decline" ? nonOrganizer : "ask",
    requiresMessage: requiresMessage === "never" || requiresMessage === "always" ? requiresMessage : "bookings",
    templates: Array.isArray(templates) ? templates.flatMap((one: unknown) => readTemplate(one) ?? []) : [],
    mostItems: wholeNumber(own(settingKeys.mostItems), 5000, 500),
    typesCountAbove: wholeNumber(own(settingKeys.typesCountAbove), Number.MAX_SAFE_INTEGER, 25),
  };
}

/** Whether these items have to be cancelled with a message. */
export function needsMessage(items: readonly Pick<AgendaItem, "kind">[], { requiresMessage }: PlanSettings): boolean {
  switch (requiresMessage) {
    case "never":
      return false;
    case "bookings":
      return items.some(({ kind }) => kind === "booking");
    case "always":
      return true;
    default:
      return requiresMessage satisfies never;
  }
}

function readTemplate(value: unknown): TemplateSetting | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { label, text, for: kind } = value as Readonly<Record<string, unknown>>;
  if (typeof label !== "string" || typeof text !== "string" || label === "") return undefined;
  return { label, text, ...((kind === "event" || kind === "booking") && { for: kind }) };
}

function wholeNumber(value: unknown, most: number, otherwise: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.min(most, Math.max(1, Math.trunc(value)));
}
