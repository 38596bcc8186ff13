import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { after } from "node:test";
import { giveMessage, openAgenda, send } from "./driver/cancelling.ts";
import { journey } from "./driver/journey.ts";
import { clickWelcome } from "./driver/signingIn.ts";

const page = { kind: "status", status: 200, html: true };

journey(
  "the sign-in page of a network is told for what it is, and a cancellation that it swallowed is sent when it is gone",
  async ({ workbench, sandbox }) => {
    await openAgenda(workbench);
    await sandbox.setFaults([{ match: { path: "/v1.0" }, action: page }]);
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/sign in to your network there/u).waitFor();
    assert.ok((await workbench.rows(/\d+ items?\b/u).count()) > 0, "the last list stays");
    for (const theme of ["Light Modern", "Dark Modern"] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`agenda ${theme}`);
    }
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await workbench.notification(/sign in to your network there/u).waitFor();
    assert.equal(await workbench.notification(/./u).count(), 1, "told once");
    await workbench.screenshot("cancelling");

    await sandbox.clearFaults();
    await workbench.runCommand("Notifications: Clear All Notifications");
    await workbench.runCommand("Unbook: Refresh Agenda");
    await workbench.welcomeText(/This is the list from/u).waitFor({ state: "hidden" });
    await workbench.chooseInContextMenu(await workbench.revealRow("Agenda", /^Design review/u), "Cancel Event…");
    await giveMessage(workbench, "Sorry");
    await sandbox.setFaults([{ match: { method: "POST", path: "/cancel$" }, times: 1, action: page }]);
    await send(workbench);
    await workbench
      .rows(/^Design review.*unsure, looking it up/u)
      .first()
      .waitFor();
    await workbench.screenshot("swallowed");
    assert.deepEqual(await sandbox.outbox(), []);
    const outbox = await sandbox.waitForOutbox(12, 60_000);
    assert.equal(new Set(outbox.map(({ to }) => to)).size, outbox.length, "each person once");
  },
  { settings: { "unbook.cancel.holdSeconds": 0 }, timeoutMs: 180_000 },
);

const proxy = createServer();
proxy.on("connect", (_request, client: Socket) => {
  client.on("error", () => undefined);
  client.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="Contoso"\r\nContent-Length: 0\r\n\r\n');
});
await new Promise<void>((resolve) => void proxy.listen(0, "127.0.0.1", resolve));
after(() => {
  proxy.close();
  proxy.closeAllConnections();
});
const { port } = proxy.address() as AddressInfo;

journey(
  "a proxy that wants a name and a password is told with what to do",
  async ({ workbench }) => {
    await workbench.openContainer("Bookings & Calendar");
    await clickWelcome(workbench, "Sign In");
    await workbench.quickInput.choose("Sign In With a Code");
    const told = workbench.notification(/asks for a name and a password \(HTTP 407\)/u);
    await told.waitFor();
    assert.equal(await told.count(), 1, "told once");
    await workbench.screenshot("407");
  },
  {
    opensSandbox: false,
    settings: {
      "http.proxy": `http://127.0.0.1:${port}`,
      "unbook.account.clientId": "11111111-2222-4333-8444-555555555555",
      "unbook.account.method": "msal",
    },
  },
);
