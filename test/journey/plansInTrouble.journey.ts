/** Plans that cannot be sent as they are: offline, after their items have changed, half merged, and in Restricted Mode. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventTarget } from "../../src/cancellation/route.ts";
import { writePlanDocument } from "../../src/cancellation/planDocument/writePlanDocument.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { ana, event } from "../unit/cancellation/sampleItems.ts";
import { openAgenda } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { clickLens, waitForHead, words } from "./driver/planEditor.ts";

const offline = [{ match: { path: "/" }, action: { kind: "reset", when: "before" } }];

journey(
  "a plan is not sent offline, nor after its items have changed, nor half merged, and says why",
  async ({ workbench, sandbox, workspaceFolder }) => {
    const { editors, quickInput, page } = workbench;
    await openAgenda(workbench);
    const design = await workbench.revealRow("Agenda", /^Design review/u);
    await workbench.selectRows(design, workbench.rows(/^Coffee with Grace/u).first());
    await workbench.runCommand("Unbook: Plan Cancelling Selection…");
    await quickInput.waitFor(/Message for/u);
    await quickInput.answer("We are closed.");
    await waitForHead(workbench, "Send 2 Cancellations…");
    await editors.active.locator(".view-lines").click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+C");
    const plan = await workbench.clipboardText();
    assert.match(plan, /^# @unbook-plan /mu);

    await sandbox.setFaults(offline);
    await clickLens(workbench, "Recheck");
    await waitForHead(workbench, /Microsoft Graph Cannot Be Reached: Recheck to Try Again/u);
    await workbench.screenshot("offline");
    await workbench.runCommand("Unbook: Send Plan…");
    await workbench.notification(/Nothing was sent: 2 could not be read again/u).waitFor({ timeout: 60_000 });
    await workbench.screenshot("not sent offline");
    await workbench.runCommand("Notifications: Clear All Notifications");
    await sandbox.clearFaults();
    await workbench.runCommand("Unbook: Recheck Plan");
    await waitForHead(workbench, /rechecked \d/u);

    // Saved when fewer people were invited, and opened again.
    await writeFile(path.join(workspaceFolder, "cancel.http"), plan.replace(/people=12 /u, "people=11 "));
    await editors.open("cancel.http");
    await clickLens(workbench, "Recheck");
    await waitForHead(workbench, "1 Has Changed");
    await words(editors, /It mails 1 person more than when it was planned: 12 instead of 11/u).waitFor();
    await workbench.screenshot("changed");
    await clickLens(workbench, "Send 2 Cancellations…");
    const told = workbench.notification(/Nothing was sent: 1 item has changed since it was planned/u);
    await told.waitFor();
    await workbench.screenshot("not sent after a change");
    await told.getByRole("button", { name: "Update the Plan" }).click();
    await waitForHead(workbench, /rechecked \d/u);
    assert.match(await editors.visibleText(), /people=12 /u);

    // Two people have changed it, and nobody has said yet whose version holds.
    const merged = plan.replace(/^### 2 /mu, "<<<<<<< HEAD\n### 2 ").concat("=======\n>>>>>>> theirs\n");
    await editors.replaceText(merged);
    await waitForHead(workbench, /Problems? to Solve Before It Can Be Sent/u);
    await workbench.screenshot("half merged");
    await workbench.runCommand("Unbook: Send Plan…");
    await workbench.notification(/The plan has problems, which are underlined/u).waitFor();
    await workbench.screenshot("not sent half merged");
    assert.deepEqual(await sandbox.outbox(), []);
  },
  { timeoutMs: 240_000, settings: { "unbook.cancel.holdSeconds": 0 } },
);

journey(
  "in Restricted Mode a plan can be read and edited, and neither rechecked nor sent",
  async ({ workbench, sandbox, workspaceFolder }) => {
    const { editors } = workbench;
    const target = eventTarget(sampleIds.designReview);
    const items = [{ target, action: { kind: "cancel" }, item: event(), scope: "single", message: "Sorry." }] as const;
    const facts = { viewer: ana, account: "ana.silva@contoso.com", graphOrigin: "https://graph.microsoft.com" };
    const text = writePlanDocument({ id: "plan-1", items, message: "Sorry.", leftOut: [] }, facts);
    await writeFile(path.join(workspaceFolder, "cancel.http"), text);
    await editors.open("cancel.http");
    await waitForHead(workbench, "Trust This Workspace to Send");
    await workbench.screenshot("restricted");
    for (const command of ["Unbook: Recheck Plan", "Unbook: Send Plan…"]) {
      await workbench.runCommand(command);
      await workbench.notification(/Trust this workspace first: its plans are not sent/u).waitFor();
      await workbench.screenshot(`refused ${command}`);
      await workbench.runCommand("Notifications: Clear All Notifications");
    }
    const asked = (await sandbox.exchanges()).map((exchange) => `${exchange.method} ${exchange.path}`);
    const ofPlan = asked.filter((one) => one.startsWith("POST") || one.includes(encodeURIComponent(target.eventId)));
    assert.deepEqual(ofPlan, [], "nothing that the plan names is asked for");
    // The first one is Exclude Externals.
    await clickLens(workbench, "Exclude", 1);
    await waitForHead(workbench, /Trust This Workspace to Send/u);
    assert.doesNotMatch(await editors.visibleText(), /^POST /mu, "what is in it can still be changed");
  },
  { restrictsUntrustedFolders: true },
);
