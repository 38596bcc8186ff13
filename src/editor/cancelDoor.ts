/**
 * The door to the road for rows of the agenda: what is selected or clicked, or what a person picks where nothing is. Each
 * item goes on as the account whose agenda it stands in. Loaded when it is first used.
 */
import { describeTitle } from "../agenda/describeItem.ts";
import { targetOf } from "../cancellation/plan.ts";
import { accountNodes } from "./accountNodes.ts";
import { activeSession } from "./activeSession.ts";
import type { ItemNode } from "./agendaNodes.ts";
import type { Aim, Road } from "./cancelRoad.ts";
import { pickItem } from "./itemPicker.ts";
import type { AgendaFeature } from "./registerAgenda.ts";
import type { Session } from "./session.ts";
import { loadedAgendas } from "./shownAgenda.ts";
import { viewerOf } from "./viewer.ts";

/** Cancels what is selected in the view; where nothing is, what the person picks. */
export async function cancelSelection(session: Session, agenda: AgendaFeature, road: Road): Promise<void> {
  const { tree } = agenda;
  const selected = tree.view.visible ? tree.selectedItems : [];
  if (selected.length > 0) return cancelItems(selected, road);
  const active = await activeSession(session);
  if (active === undefined) return;
  const shown = await loadedAgendas({ session, agenda });
  if (shown === undefined) return;
  const chosen = await pickItem(accountNodes(shown, "day", viewerOf), viewerOf(active.account));
  if (chosen !== undefined) await cancelItems([chosen], road);
}

/** Cancels what some rows stand for, as far as the person wants. */
export async function cancelItems(items: readonly ItemNode[], road: Road): Promise<void> {
  await road.start({ aims: items.map(aimOf) });
}

function aimOf({ entry, source, account }: ItemNode): Aim {
  const { item } = entry;
  const accountId = account?.id;
  return {
    target: targetOf(item),
    name: describeTitle(item),
    ...(accountId !== undefined && { accountId }),
    ...(source && { source }),
  };
}
