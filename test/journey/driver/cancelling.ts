/** What every journey that cancels does: opens the agenda, gives the message, reads the question and answers it. */
import type { DialogText } from "./modalDialog.ts";
import type { Workbench } from "./workbench.ts";

/** Opens the agenda and waits until it lists something. */
export async function openAgenda(workbench: Workbench): Promise<void> {
  await workbench.openContainer("Bookings & Calendar");
  await workbench
    .rows(/\d+ items?\b/u)
    .first()
    .waitFor();
}

/** Gives the message and reads the question, which stays open. */
export async function giveMessage(workbench: Workbench, message: string): Promise<DialogText> {
  await workbench.quickInput.waitFor(/Message for/u);
  await workbench.quickInput.answer(message);
  return workbench.dialog.read();
}

/** Answers the question with its button that sends. */
export async function send(workbench: Workbench, button = "Send Cancellation"): Promise<void> {
  await workbench.dialog.press(button);
}
