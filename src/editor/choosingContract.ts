/**
 * What choosing (choosing.ts) needs and what its commands are. It is loaded when one of them is first used; this is all that
 * the rest of the editor sees of it.
 */
import type { ExtensionContext } from "vscode";
import type { PlanChosen } from "./chosenItems.ts";
import { commandIds } from "./commandIds.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { ReadOnlyDocuments } from "./readOnlyDocuments.ts";
import type { Session } from "./session.ts";

/** What the ways to a plan need that read afresh. */
export interface PlanOptions {
  readonly session: Session;
  /** Where calendars and businesses are known from. */
  readonly agenda: Pick<AgendaFeature, "model">;
  readonly documents: ReadOnlyDocuments;
  /** Takes what was chosen on to a plan. */
  readonly planChosen: PlanChosen;
}

/** What choosing needs. */
export interface ChoosingOptions extends PlanOptions {
  readonly context: ExtensionContext;
  readonly agenda: AgendaFeature;
}

/** The commands by which a person chooses what to cancel. */
export const choosingCommands = [
  commandIds.filter,
  commandIds.clearFilter,
  commandIds.saveFilter,
  commandIds.selectSeveral,
  commandIds.stopSelecting,
  commandIds.toggleCheck,
  commandIds.checkAll,
  commandIds.uncheckAll,
  commandIds.checkSameSeries,
  commandIds.checkSameDay,
  commandIds.planSelection,
  commandIds.planDay,
  commandIds.planRange,
  commandIds.planFilter,
  commandIds.planFromFile,
  commandIds.planIllness,
  commandIds.planClosing,
  commandIds.planLeaver,
  commandIds.planService,
] as const;

/** What each command does; given what a menu, a link or another extension hands over. */
export type Choosing = Readonly<
  Record<(typeof choosingCommands)[number], (...given: readonly unknown[]) => Promise<void>>
>;
