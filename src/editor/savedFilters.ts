/** The filters that a person has saved, in a setting: their names and their texts. */
import { ConfigurationTarget, workspace } from "vscode";
import { settingKeys } from "./settings.ts";

/** A filter with a name. */
export interface SavedFilter {
  readonly label: string;
  readonly filter: string;
}

/** The saved filters; whatever in the setting is none is left out. */
export function savedFilters(): readonly SavedFilter[] {
  const value: unknown = workspace.getConfiguration().get(settingKeys.savedFilters);
  return Array.isArray(value) ? value.filter(isSavedFilter) : [];
}

/** Saves a filter among the user's own settings, in place of one of the same name. */
export async function saveFilter(saved: SavedFilter): Promise<void> {
  const configuration = workspace.getConfiguration();
  const own: unknown = configuration.inspect(settingKeys.savedFilters)?.globalValue;
  // What is in the setting and cannot be read is the person's: it stays.
  const others: readonly unknown[] = Array.isArray(own) ? own : savedFilters();
  const kept = others.filter((other) => !isSavedFilter(other) || other.label !== saved.label);
  await configuration.update(settingKeys.savedFilters, [...kept, saved], ConfigurationTarget.Global);
}

function isSavedFilter(value: unknown): value is SavedFilter {
  if (typeof value !== "object" || value === null) return false;
  const { label, filter } = value as Readonly<Record<string, unknown>>;
  return typeof label === "string" && label.trim() !== "" && typeof filter === "string" && filter.trim() !== "";
}
