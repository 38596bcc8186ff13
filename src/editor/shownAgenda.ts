/** The agenda that is loaded, as the place where calendars and businesses are known from; loaded first if need be. */
import { l10n, window } from "vscode";
import type { AgendaSource } from "../agenda/item.ts";
import { askAccount } from "./accountQuestion.ts";
import { activeSession } from "./activeSession.ts";
import type { AccountAgenda } from "./agendaModel.ts";
import type { PlanOptions } from "./choosingContract.ts";
import type { Agenda } from "./loadAgenda.ts";
import { describeProblem } from "./problemText.ts";

/**
 * The agenda of the account that is meant, which is asked for where several are shown; undefined if nobody signs in, if it
 * cannot be loaded, which is said, or if the person thinks better of it.
 */
export async function shownAgenda(options: Pick<PlanOptions, "session" | "agenda">): Promise<Agenda | undefined> {
  if ((await activeSession(options.session)) === undefined) return undefined;
  const part = await askAccount(options.session, l10n.t("Plan Cancellations"));
  const accountId = part?.active?.account.id;
  if (accountId === undefined) return undefined;
  const shown = await shownAgendas(options);
  const one = shown.find(({ account }) => account.id === accountId);
  if (one?.agenda === undefined && one?.error !== undefined) {
    await window.showErrorMessage(describeProblem(one.error).sentence);
  }
  return one?.agenda;
}

/** The same of everybody who is shown; undefined, and said, if nothing of anybody can be loaded. */
export async function loadedAgendas(
  options: Pick<PlanOptions, "session" | "agenda">,
): Promise<readonly AccountAgenda[] | undefined> {
  const shown = await shownAgendas(options);
  if (shown.some(({ agenda }) => agenda !== undefined)) return shown;
  const [failed] = shown;
  if (failed?.error !== undefined) await window.showErrorMessage(describeProblem(failed.error).sentence);
  return undefined;
}

/** What is shown of every account, loaded if nothing is yet. */
export async function shownAgendas({
  agenda,
}: Pick<PlanOptions, "session" | "agenda">): Promise<readonly AccountAgenda[]> {
  const { model } = agenda;
  if (model.state.shown.some((one) => one.agenda === undefined && one.error === undefined)) await model.load();
  return model.state.shown;
}

/** Every calendar that was listed, shown or not, and the businesses that are shown. */
export function knownSources({ calendars, sources }: Agenda): readonly AgendaSource[] {
  return [...calendars, ...sources.flatMap(({ source }) => (source.kind === "business" ? [source] : []))];
}
