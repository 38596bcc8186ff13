import assert from "node:assert/strict";
import { openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { planMeetings } from "./driver/planning.ts";

journey(
  "two thousand cancellations are one plan, one typed number and one run whose progress is told to its end",
  async ({ workbench, sandbox }) => {
    const { editors, quickInput, page } = workbench;
    await openAgenda(workbench);
    const answerLast = await planMeetings(workbench, { days: "Next 30 Days", filter: "-is:attendee -is:series" });
    await answerLast("We are closed.");
    const lens = editors.lenses(/^Carry Out \d+ Items…/u);
    await lens.waitFor();
    const count = Number(/\d+/u.exec(await lens.innerText())?.[0]);
    assert.ok(count >= 2_000, `${count}`);
    await workbench.screenshot("plan");

    // The lenses of a block far down are there as soon as it is in sight, and the head's follow what is taken out.
    await editors.goToLine(9_000);
    // One in the middle: the first may be half hidden.
    const exclude = editors.lenses(/^Exclude$/u).nth(2);
    await exclude.waitFor();
    await workbench.screenshot("far down");
    const fewer = editors.lenses(`Carry Out ${count - 1} Items…`);
    // VS Code drops a click on a lens that it is drawing anew; then a person clicks once more.
    for (let clicks = 0; clicks < 3 && !(await fewer.isVisible()); clicks += 1) {
      await editors.goToLine(9_000);
      await exclude.click();
      await editors.goToLine(1);
      await fewer.waitFor({ timeout: 10_000 }).catch(() => undefined);
    }
    await fewer.click();
    // As long as a service far away takes; else it is over before there is much to tell.
    await sandbox.setFaults([{ match: { method: "POST", path: "/cancel" }, delayMs: 40 }]);
    const { detail } = await workbench.dialog.read();
    await workbench.screenshot("question");
    const [, cancelled, removed] = /(\d+) are cancelled, (\d+) removed/u.exec(detail)?.map(Number) ?? [];
    assert.ok(cancelled !== undefined && removed !== undefined && cancelled + removed === count - 1, detail);
    await send(workbench, `Carry Out ${count - 1} Items`);
    const asked = /Type (\d+) to mail/u.exec(await quickInput.text())?.[1];
    await quickInput.answer(asked ?? assert.fail("No number is asked for."));

    const counter = page.locator(".statusbar-item", { hasText: /\d+\/\d+ · about/u });
    await counter.waitFor();
    const told = new Set<string>();
    const end = workbench.notification(new RegExp(`${count - 1} of ${count - 1}`, "u"));
    while (!(await end.isVisible())) {
      if (told.size === 3) await workbench.screenshot("being sent");
      const text = await counter.innerText({ timeout: 200 }).catch(() => "");
      if (text !== "") told.add(text);
      await page.waitForTimeout(100);
    }
    await workbench.screenshot("sent");
    assert.ok(told.size > 5, `told ${[...told].join(", ")}`);

    const outbox = await sandbox.outbox();
    assert.equal(new Set(outbox.map(({ itemId }) => itemId)).size, cancelled);
    assert.equal(
      new Set(outbox.map(({ itemId, to }) => `${itemId} ${to}`)).size,
      outbox.length,
      "nobody is mailed twice",
    );
  },
  {
    settings: { "unbook.cancel.holdSeconds": 0, "unbook.cancel.maxPerPlan": 5_000 },
    outsideSandbox: { events: 38_000 },
    timeoutMs: 300_000,
  },
);
