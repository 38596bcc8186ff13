/** Lets a person choose the calendars and businesses that are searched for what to cancel. */
import { l10n, QuickPickItemKind, window } from "vscode";
import type { QuickPickItem } from "vscode";
import { describeMailbox } from "../agenda/describeMailbox.ts";
import { describeSourceName } from "../agenda/describeSource.ts";
import type { AgendaSource } from "../agenda/item.ts";

interface SourceEntry extends QuickPickItem {
  readonly source?: AgendaSource;
}

/** The chosen sources; undefined if the person thinks better of it or chooses none. */
export async function pickSources(
  title: string,
  sources: readonly AgendaSource[],
  isPicked: (source: AgendaSource) => boolean,
): Promise<readonly AgendaSource[] | undefined> {
  const sections = Map.groupBy(sources, sectionOf);
  const entries = [...sections].flatMap(([section, members]): readonly SourceEntry[] => [
    { label: section, kind: QuickPickItemKind.Separator },
    ...members.map((source) => ({ ...entryOf(source), picked: isPicked(source), source })),
  ]);
  const chosen = await window.showQuickPick(entries, {
    title,
    placeHolder: l10n.t("Which calendars and businesses?"),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  const picked = chosen?.flatMap(({ source }) => source ?? []) ?? [];
  if (chosen !== undefined && picked.length === 0) {
    await window.showInformationMessage(l10n.t("Nothing is planned: no calendar and no business was chosen."));
  }
  return picked.length === 0 ? undefined : picked;
}

/** The names of sources; those beyond the third are counted. */
export function describeSources(sources: readonly AgendaSource[]): string {
  const names = sources.slice(0, 3).map(describeSourceName);
  const others = sources.length - names.length;
  return others === 0 ? names.join(", ") : l10n.t("{0} and {1} more", names.join(", "), others);
}

function entryOf(source: AgendaSource): QuickPickItem {
  const label = describeSourceName(source);
  if (source.kind === "calendar" && !source.canEdit) return { label, description: l10n.t("read only") };
  return { label };
}

function sectionOf(source: AgendaSource): string {
  if (source.kind === "business") return l10n.t("Businesses");
  return source.mailbox.kind === "group" ? l10n.t("Groups") : describeMailbox(source.mailbox);
}
