/** Lets a person choose from the agenda what a request is about, and writes its address into the request. */
import { l10n, window } from "vscode";
import { activeSession } from "./activeSession.ts";
import { agendaNodes } from "./agendaNodes.ts";
import type { ItemNode } from "./agendaNodes.ts";
import type { ClickedRequest } from "./clickedRequest.ts";
import { pickItem } from "./itemPicker.ts";
import type { PickQuestion } from "./itemPicker.ts";
import { itemKindOf, pickPlace, shortTargetOf } from "./pickPlace.ts";
import { describeProblem } from "./problemText.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import { applyEdits } from "./spanEdits.ts";
import type { AccountSession } from "./accountSession.ts";
import { viewerOf } from "./viewer.ts";

/** Asks, and fills the request. */
export async function pickForRequest(
  { document, request }: ClickedRequest,
  session: AccountSession,
  agenda: AgendaFeature,
): Promise<void> {
  const place = pickPlace(request);
  const { version } = document;
  if (place === undefined) {
    await window.showInformationMessage(l10n.t("The request names its event or booking already."));
    return;
  }
  const kind = itemKindOf(request);
  const title = kind === "booking" ? l10n.t("Pick a Booking for the Request") : l10n.t("Pick an Event for the Request");
  const placeHolder = l10n.t("Its address is written into the request. Nothing is sent.");
  const chosen = await pickFromAgenda(session, agenda, { kind, title, placeHolder });
  if (chosen === undefined) return;
  if (document.version !== version) {
    await window.showWarningMessage(l10n.t("The file has changed meanwhile. Pick again."));
    return;
  }
  await applyEdits(document, [place(shortTargetOf(chosen.entry.item, chosen.source))]);
}

/** The chosen item of the agenda, which is loaded if need be; undefined if there is none or the person thinks better of it. */
async function pickFromAgenda(
  session: AccountSession,
  { model }: AgendaFeature,
  question: PickQuestion,
): Promise<ItemNode | undefined> {
  const active = await activeSession(session);
  if (active === undefined) return undefined;
  const { id } = active.account;
  if (model.agendaOf(id) === undefined) await model.load();
  const agenda = model.agendaOf(id);
  if (agenda === undefined) {
    const error = model.state.shown.find(({ account }) => account.id === id)?.error;
    if (error !== undefined) await window.showErrorMessage(describeProblem(error).sentence);
    return undefined;
  }
  const viewer = viewerOf(active.account);
  return pickItem(agendaNodes(agenda, "day", viewer), viewer, question);
}
