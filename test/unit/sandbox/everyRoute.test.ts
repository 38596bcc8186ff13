/** Every path and method of the sandbox's table is asked for once by everybody, and what it answers is as Graph's metadata has it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { invitationId } from "../../../src/sandbox/graph/mailboxAccess.ts";
import { type RouteOperations, betaRoutes, graphRoutes } from "../../../src/sandbox/graph/routes.ts";
import { calendarGroupId } from "../../../src/sandbox/office/calendarGroups.ts";
import { exchangeId } from "../../../src/sandbox/office/exchangeId.ts";
import { appointmentId } from "../../../src/sandbox/sampleOffice/sampleAppointments.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { calendarId, createSampleOffice } from "../../../src/sandbox/sampleOffice/sampleOffice.ts";
import { dentalServices, dentalStaff, customers } from "../../../src/sandbox/sampleOffice/sampleBusinesses.ts";
import { type Asking, type Client, codeOf, nowUtc, sandboxUnderTest, timeZone } from "./sandboxUnderTest.ts";

type Who = "ana" | "lee" | "maria";
type Method = keyof RouteOperations;
type Values = Readonly<Record<string, string>>;

const window = "startDateTime=2026-01-01&endDateTime=2026-12-31&start=2026-01-01&end=2026-12-31";
const { mailboxes } = createSampleOffice(nowUtc, timeZone);

/** What stands in a path's variable segments: something of one's own. */
function valuesOf(who: Who): Values {
  const user = ids[who];
  const series = { ana: "team weekly", lee: "stand-up", maria: "maria yoga" }[who];
  const event = exchangeId(user, series);
  return {
    user,
    group: ids.facilitiesGroup,
    calendar: calendarId(user, "Calendar"),
    calendarGroup: calendarGroupId({ id: user }, "My Calendars"),
    event,
    instance: exchangeId(user, `${series} #1`),
    message: messageAbout(user, event),
    business: ids.dental,
    appointment: appointmentId(ids.dental, "check-up stefan"),
  };
}

function messageAbout(mailboxId: string, eventId: string): string {
  const mailbox = mailboxes.find(({ id }) => id === mailboxId);
  const event = mailbox?.events.get(eventId);
  return mailbox === undefined || event === undefined ? "" : invitationId(mailbox, event);
}

/** Paths that have a method, with their versions. */
function pathsWith(method: Method): readonly string[] {
  const table = [
    ...graphRoutes.map(({ path, to }) => ({ path: `/v1.0${path}`, to })),
    ...betaRoutes.map(({ path, to }) => ({ path: `/beta${path}`, to })),
  ];
  return table.filter(({ to }) => to[method] !== undefined).map(({ path }) => path);
}

function filled(pattern: string, values: Values): string {
  const inGroup = /\/(?:groups|joinedGroups)\//u.test(pattern);
  const path = pattern.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => {
    const value = inGroup && name === "event" ? ids.fireDrill : name === "part" ? partOf(pattern) : values[name];
    return encodeURIComponent(value ?? "");
  });
  return /calendarView(?:\/[\w.]*delta(?:\(\))?)?$|instances$/iu.test(pattern) ? `${path}?${window}` : path;
}

function partOf(pattern: string): string {
  if (pattern.includes("/staffMembers/")) return dentalStaff.peter.id;
  return pattern.includes("/services/") ? dentalServices.checkUp.id : customers.oscar.id;
}

async function ask(client: Client, path: string, asking: Asking): Promise<string> {
  const answer = await client.ask(path, asking);
  return answer.status < 300 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`;
}

function assertAnswers(answers: ReadonlyMap<string, string>, isExpected: (answer: string) => boolean): void {
  assert.ok(answers.size > 0);
  assert.deepEqual(
    [...answers].filter(([, answer]) => !isExpected(answer)),
    [],
  );
}

for (const who of ["ana", "lee", "maria"] as const) {
  test(`everything that can be read, read by ${who}`, async () => {
    await using sandbox = await sandboxUnderTest();
    const client = await sandbox.as(who);
    const answers = new Map<string, string>();
    const headers = { prefer: "odata.maxpagesize=50", consistencylevel: "eventual" };
    for (const pattern of pathsWith("GET")) {
      const isCast = pattern.endsWith("/microsoft.graph.group");
      const path = filled(pattern, valuesOf(who)) + (isCast ? "?$count=true" : "");
      const status = await ask(client, path, { headers });
      // The sample group's calendar has no series in it.
      answers.set(path, status === "404 ErrorItemNotFound" && /roups\/.*\{instance\}/u.test(pattern) ? "none" : status);
    }
    const isRefused = (answer: string): boolean => who !== "ana" && /^40[034] /u.test(answer);
    assertAnswers(answers, (answer) => answer === "200" || answer === "none" || isRefused(answer));
  });
}

test("everything that can be done, done once", async () => {
  await using sandbox = await sandboxUnderTest({ load: { events: 1500, appointments: 40 } });
  const client = await sandbox.as("ana");
  const ofAna = valuesOf("ana");
  // Of the many events two thirds are Ana's own; to every third she is invited.
  let used = 0;
  const nextEvent = (isOwn: boolean): string => {
    do used += 1;
    while ((used % 3 !== 0) !== isOwn);
    return exchangeId(ids.ana, `load ${used}`);
  };
  const answers = new Map<string, string>();
  for (const method of ["POST", "PATCH", "DELETE"] as const) {
    for (const pattern of pathsWith(method)) {
      const isAnswer = /(?:accept|decline|tentativelyAccept)$/iu.test(pattern);
      const hasFresh = !/\{instance\}|\{message\}/u.test(pattern);
      const appointment = exchangeId(ids.dental, `appointment load ${answers.size % 40}`);
      const values = hasFresh ? { ...ofAna, appointment, event: nextEvent(!isAnswer) } : ofAna;
      const body = method === "PATCH" ? { subject: "Changed" } : {};
      const status = await ask(client, filled(pattern, values), method === "DELETE" ? { method } : { method, body });
      const isOnlyOne = !hasFresh || /\/(?:groups|joinedGroups)\//u.test(pattern);
      // What there is only one of is gone after the first time.
      answers.set(`${method} ${pattern}`, isOnlyOne && /^40[04] /u.test(status) ? "gone" : status);
    }
  }
  assertAnswers(answers, (answer) => answer === "gone" || /^20[024]$/u.test(answer));
  const done = [...answers.values()].filter((answer) => answer !== "gone").length;
  assert.ok(done > answers.size / 4, `${done} of ${answers.size} were carried out`);
});
