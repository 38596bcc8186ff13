/** The agenda that is loaded, as the place where calendars and businesses are known from; loaded first if need be. */
import { window } from "vscode";
import type { AgendaSource } from "../agenda/item.ts";
import { activeSession } from "./activeSession.ts";
import type { PlanOptions } from "./choosingContract.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeProblem } from "./problemText.ts";

/** The agenda; undefined if nobody signs in, or if it cannot be loaded, which is said. */
export async function shownAgenda(options: Pick<PlanOptions, "session" | "agenda">): Promise<Agenda | undefined> {
  if ((await activeSession(options.session)) === undefined) return undefined;
  const { model } = options.agenda;
  if (model.state.agenda === undefined) await model.load();
  const { agenda, error } = model.state;
  if (agenda === undefined && error !== undefined) await window.showErrorMessage(describeProblem(error).sentence);
  return agenda;
}

/** Every calendar that was listed, shown or not, and the businesses that are shown. */
export function knownSources({ calendars, sources }: Agenda): readonly AgendaSource[] {
  return [...calendars, ...sources.flatMap(({ source }) => (source.kind === "business" ? [source] : []))];
}
