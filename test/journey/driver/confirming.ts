/** The last steps of the one road, which every journey that cancels takes: message, question, and what was said in it. */
import type { DialogText } from "./modalDialog.ts";
import type { Workbench } from "./workbench.ts";

/** Gives the message and reads the question, which stays open. */
export async function giveMessage(workbench: Workbench, message: string): Promise<DialogText> {
  await workbench.quickInput.waitFor(/Message for/u);
  await workbench.quickInput.answer(message);
  return workbench.dialog.read();
}

/** Answers the question with its button that sends. A person needs a moment to read it, and the extension insists on it. */
export async function send(workbench: Workbench, button = "Send Cancellation"): Promise<void> {
  await workbench.page.waitForTimeout(600);
  await workbench.dialog.press(button);
}
