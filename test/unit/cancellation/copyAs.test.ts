/** What "Copy As" makes of each form of address, each cloud, and a token that it does not have. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { copyAs, copyFormats } from "../../../src/cancellation/copyAs/copyAs.ts";
import type { CopyFormat } from "../../../src/cancellation/copyAs/copyAs.ts";
import { matchCancelRoute } from "../../../src/cancellation/route.ts";
import type { CancelTarget } from "../../../src/cancellation/target.ts";
import { hostileRequests } from "./hostileMessages.ts";

const graphOrigin = "https://graph.microsoft.com";

function target(path: string): CancelTarget {
  const route = matchCancelRoute("POST", `${path}/cancel`);
  assert.ok(route, path);
  return route.target;
}

function assertSays(format: CopyFormat, path: string, expected: readonly string[], origin = graphOrigin): void {
  const text = copyAs(format, [{ target: target(path), message: "Ana is ill" }], { graphOrigin: origin });
  for (const part of expected) assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
}

const booking = "/solutions/bookingBusinesses/a@b.com/appointments/1=";

test("no requests are no text", () => {
  for (const format of copyFormats) assert.equal(copyAs(format, [], { graphOrigin }), "");
});

test("a client of Graph as such gets the very address", () => {
  for (const path of ["/beta/groups/g/calendarView/s/instances/1%3D", "/v1.0/users/a%40b.com/calendars/c/events/1"]) {
    for (const format of ["http", "curlBash", "curlPowerShell"] as const) {
      assertSays(format, path, [`${graphOrigin}${path}/cancel`]);
    }
  }
  assertSays("javascript", "/v1.0/me/events/1%3D", ['.api("/me/events/1%3D/cancel")\n  .header(']);
  assertSays("javascript", "/beta/me/events/1", ['.api("/me/events/1/cancel")\n  .version("beta")\n']);
});

test("an SDK gets the chain and the class that it has for an item", () => {
  const asserted = (path: string, parts: Readonly<Partial<Record<CopyFormat, readonly string[]>>>): void => {
    for (const format of copyFormats) assertSays(format, path, parts[format] ?? []);
  };
  asserted("/me/events/1=", {
    csharp: ['graphClient.Me.Events["1="].Cancel.PostAsync(', "Microsoft.Graph.Users.Item.Events.Item.Cancel.Cancel"],
    go: [
      'graphClient.Me().Events().ByEventId("1=").Cancel().Post(ctx, ',
      "graphusers.NewItemEventsItemCancelPostRequestBody()",
      '"github.com/microsoftgraph/msgraph-sdk-go/users"',
    ],
    java: [
      'graphClient.me().events().byEventId("1=").cancel().post(',
      "com.microsoft.graph.users.item.events.item.cancel.",
    ],
    php: [
      '->me()->events()->byEventId("1=")->cancel()->post(',
      "\\Generated\\Users\\Item\\Events\\Item\\Cancel\\Cancel",
    ],
    python: [
      'graph_client.me.events.by_event_id("1=").cancel.post(',
      "from msgraph.generated.users.item.events.item.cancel.cancel_post_request_body import",
    ],
    powerShell: [
      "Stop-MgUserEvent -UserId (Get-MgContext).Account -EventId '1=' -BodyParameter @{ Comment = 'Ana is ill' }",
    ],
    cliMicrosoft365: ["m365 outlook event cancel --id='1=' --comment='Ana is ill'\n"],
  });
  asserted("/users/a@b.com/calendars/c/events/1", {
    csharp: ['.Users["a@b.com"].Calendars["c"].Events["1"].', "Users.Item.Calendars.Item.Events.Item.Cancel.Cancel"],
    go: [
      '.Users().ByUserId("a@b.com").Calendars().ByCalendarId("c").',
      "graphusers.NewItemCalendarsItemEventsItemCancelPost",
    ],
    java: [
      '.users().byUserId("a@b.com").calendars().byCalendarId("c").',
      "users.item.calendars.item.events.item.cancel.",
    ],
    php: [
      '->users()->byUserId("a@b.com")->calendars()->byCalendarId("c")->',
      "Users\\Item\\Calendars\\Item\\Events\\Item\\",
    ],
    python: [
      '.users.by_user_id("a@b.com").calendars.by_calendar_id("c").',
      "users.item.calendars.item.events.item.cancel",
    ],
    powerShell: ["Invoke-MgGraphRequest -Method POST -Uri '/v1.0/users/a%40b.com/calendars/c/events/1/cancel'"],
    cliMicrosoft365: [
      "m365 request --method post --url='https://graph.microsoft.com/v1.0/users/a%40b.com/calendars/c/",
    ],
  });
  asserted("/groups/g/events/1", {
    csharp: ['.Groups["g"].Events["1"].Cancel', "Microsoft.Graph.Groups.Item.Events.Item.Cancel.Cancel"],
    go: ['.Groups().ByGroupId("g").Events().', "graphgroups.NewItemEventsItemCancelPostRequestBody()"],
    java: ['.groups().byGroupId("g").events().', "com.microsoft.graph.groups.item.events.item.cancel."],
    php: ['->groups()->byGroupId("g")->events()->', "\\Groups\\Item\\Events\\Item\\Cancel\\"],
    python: ['.groups.by_group_id("g").events.', "msgraph.generated.groups.item.events.item.cancel."],
    powerShell: ["Stop-MgGroupEvent -GroupId 'g' -EventId '1' "],
    cliMicrosoft365: ["does not know groups", "m365 request "],
  });
  asserted(booking, {
    csharp: ['.Solutions.BookingBusinesses["a@b.com"].Appointments["1="].Cancel', 'CancellationMessage = "Ana is ill"'],
    go: [
      '.Solutions().BookingBusinesses().ByBookingBusinessId("a@b.com").Appointments().ByBookingAppointmentId("1=").',
      "graphsolutions.NewBookingBusinessesItemAppointmentsItemCancelPostRequestBody()",
      "SetCancellationMessage(&message1)",
      ".Post(ctx, body1, nil)",
    ],
    java: ["com.microsoft.graph.solutions.bookingbusinesses.item.appointments.item.cancel.", "setCancellationMessage("],
    php: ["\\Generated\\Solutions\\BookingBusinesses\\Item\\Appointments\\Item\\Cancel\\", "->setCancellationMessage("],
    python: ["msgraph.generated.solutions.booking_businesses.item.appointments.item.cancel.", "cancellation_message="],
    javascript: ['.post({ cancellationMessage: "Ana is ill" });'],
    powerShell: ["Stop-MgBookingBusinessAppointment -BookingBusinessId 'a@b.com' -BookingAppointmentId '1='"],
    cliMicrosoft365: ["no command for cancelling bookings", "m365 request "],
  });
});

test("where an SDK has no chain, the event's own id or the address leads to the same item", () => {
  const own = [
    "/me/calendarView/1",
    "/me/calendar/events/1",
    "/beta/me/events/s/instances/1",
    "/me/messages/m/event/instances/1",
  ];
  for (const path of own) {
    assertSays("csharp", path, ['graphClient.Me.Events["1"].Cancel.PostAsync(']);
    assertSays("powerShell", path, ["Stop-MgUserEvent -UserId (Get-MgContext).Account -EventId '1' "]);
    assertSays("cliMicrosoft365", path, ["m365 outlook event cancel --id='1'"]);
  }
  assertSays("go", "/me/calendarGroups/g/calendars/c/calendarView/1", [
    '.Me().Calendars().ByCalendarId("c").Events().ByEventId("1")',
  ]);
  assertSays("python", "/solutions/bookingBusinesses/b/calendarView/1", [
    'appointments.by_booking_appointment_id("1")',
  ]);
  assertSays("java", "/beta/bookingBusinesses/b/appointments/1", ["graphClient.solutions().bookingBusinesses()"]);
  const byMessage = "/me/messages/m/microsoft.graph.eventMessage/event";
  const address = `("${graphOrigin}/v1.0${byMessage}/cancel")`;
  assertSays("csharp", byMessage, [`.Cancel.WithUrl${address}.PostAsync(`]);
  assertSays("go", byMessage, [`.Cancel().WithUrl${address}.Post(`]);
  assertSays("java", byMessage, [`.cancel().withUrl${address}.post(`]);
  assertSays("php", byMessage, [`->cancel()->withUrl${address}->post(`]);
  assertSays("python", byMessage, [`.cancel.with_url${address}.post(`]);
  assertSays("powerShell", byMessage, [`Invoke-MgGraphRequest -Method POST -Uri '/v1.0${byMessage}/cancel'`]);
  assertSays("cliMicrosoft365", byMessage, ["does not know this form of address", `/v1.0${byMessage}/cancel'`]);
});

test("every cloud is addressed in the tool's own way", () => {
  const origin = "https://dod-graph.microsoft.us";
  const asserted = (format: CopyFormat, ...parts: readonly string[]): void => {
    assertSays(format, "/me/events/1", parts, origin);
  };
  asserted("http", `POST ${origin}/v1.0/me/events/1/cancel`);
  asserted("curlBash", `${origin}/v1.0/me/events/1/cancel`, `--resource ${origin} `);
  asserted("powerShell", "Connect-MgGraph -Environment USGovDoD -Scopes 'Calendars.ReadWrite'");
  asserted("cliMicrosoft365", "m365 login --cloud USGovDoD");
  asserted("csharp", `"${origin}/v1.0");`);
  asserted("go", `graphClient.GetAdapter().SetBaseUrl("${origin}/v1.0")`);
  asserted("java", `graphClient.getRequestAdapter().setBaseUrl("${origin}/v1.0");`);
  asserted("javascript", `{ authProvider, baseUrl: "${origin}" }`);
  asserted("php", "\\Microsoft\\Graph\\Core\\NationalCloud::US_DOD");
  asserted("python", `graph_client.request_adapter.base_url = "${origin}/v1.0"`);
  assertSays("powerShell", "/me/events/1", ["-Environment China"], "https://microsoftgraph.chinacloudapi.cn");
  assertSays("cliMicrosoft365", "/me/events/1", ["--cloud USGovHigh"], "https://graph.microsoft.us");
  for (const format of ["powerShell", "cliMicrosoft365"] as const) {
    assertSays(format, "/me/events/1", ["cannot sign in to the sandbox"], "http://127.0.0.1:4010");
  }
});

test("the ids of events are announced as immutable, those of bookings are not", () => {
  for (const format of copyFormats) {
    const isAnnounced = (path: string): boolean =>
      /prefer/i.test(copyAs(format, [{ target: target(path), message: "x" }], { graphOrigin }));
    assert.equal(isAnnounced("/users/a/calendars/c/events/1"), true, format);
    assert.equal(isAnnounced(booking), false, format);
  }
});

test("no text holds a token, and curl's takes it from a variable that it explains", () => {
  for (const format of copyFormats) {
    const text = copyAs(format, hostileRequests, { graphOrigin });
    assert.doesNotMatch(text, /\beyJ|\b(?:client_?secret|password)\b/i);
    for (const [line] of text.matchAll(/^.*(?:authorization|bearer).*$/gim)) {
      assert.match(line, /"Authorization: Bearer (?:\$\{GRAPH_TOKEN:\?\}|\$env:GRAPH_TOKEN)"/);
    }
    const opening = format === "http" ? "### Cancel event\n# @note\n" : "the people involved are mailed at once";
    assert.ok(text.includes(opening), format);
  }
  const permissions = "with Calendars.ReadWrite, BookingsAppointment.ReadWrite.All";
  for (const format of ["curlBash", "curlPowerShell"] as const) {
    const text = copyAs(format, hostileRequests, { graphOrigin });
    assert.ok(text.includes(`GRAPH_TOKEN has to hold an access token for ${graphOrigin} ${permissions}\n`));
    assert.ok(text.includes(`m365 util accesstoken get --resource ${graphOrigin} --output text\n`));
  }
});

test("comments for a shell hold nothing that an interactive zsh, which may not know comments, could run", () => {
  for (const format of ["curlBash", "cliMicrosoft365"] as const) {
    for (const origin of [graphOrigin, "https://graph.microsoft.us", "http://127.0.0.1:4010"]) {
      const text = copyAs(
        format,
        hostileRequests.filter(({ message }) => !message.includes("\n")),
        { graphOrigin: origin },
      );
      const comments = text.split("\n").filter((line) => line.startsWith("#"));
      assert.ok(comments.length > 0);
      for (const comment of comments) assert.match(comment, /^# [\w .,:/-]+$/);
    }
  }
});

test("curl for PowerShell is ASCII, and no argument but one holds a quotation mark that 5.1 would lose", () => {
  const text = copyAs("curlPowerShell", hostileRequests, { graphOrigin });
  assert.match(text, /^[\n -~]*$/);
  const commands = text.split("\n").filter((line) => line.startsWith("    curl.exe "));
  assert.equal(commands.length, hostileRequests.length);
  for (const command of commands) {
    for (const [quoted] of command.matchAll(/'[^']*'/g)) assert.doesNotMatch(quoted, /"/);
  }
});
