/** Who of a business's staff may cancel which appointment, and until when. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDeltaRounds } from "../../../src/sandbox/graph/deltaRounds.ts";
import { createGraphService } from "../../../src/sandbox/graph/graphService.ts";
import { createMailboxLimit } from "../../../src/sandbox/graph/mailboxLimit.ts";
import { type Guesses, usualGuesses } from "../../../src/sandbox/guesses.ts";
import type { Business, StaffMember } from "../../../src/sandbox/office/business.ts";
import { createOutbox } from "../../../src/sandbox/office/outbox.ts";
import { leeAccount } from "../../../src/sandbox/sampleOffice/sampleAccounts.ts";
import { appointmentId } from "../../../src/sandbox/sampleOffice/sampleAppointments.ts";
import { sampleIds as ids } from "../../../src/sandbox/sampleOffice/sampleIds.ts";
import { createSampleOffice } from "../../../src/sandbox/sampleOffice/sampleOffice.ts";
import { codeOf, nowUtc, path, sandboxUnderTest, timeZone } from "./sandboxUnderTest.ts";

const hourMs = 3_600_000;
/** Tomorrow at 9:30, for which Contoso Dental asks for 24 hours; served by Peter. */
const checkUp = ids.dentalCheckUp;
const checkUpUtc = Date.parse("2026-03-19T09:30:00Z");

interface Row {
  readonly role: StaffMember["role"] | "nobody";
  readonly serves?: boolean;
  /** Default: two days. */
  readonly hoursBefore?: number;
  /** The service's own rule. Default: it has none. */
  readonly serviceHours?: number;
  readonly guesses?: Partial<Guesses>;
  readonly method?: "POST" | "DELETE";
  readonly ends: string;
}

const allowed = "204";
const denied = "403 ErrorAccessDenied";
const tooLate = "400 UnknownError";

const rows: readonly Row[] = [
  { role: "nobody", ends: denied },
  { role: "guest", ends: denied },
  { role: "externalGuest", ends: denied },
  { role: "viewer", ends: denied },
  { role: "viewer", serves: true, ends: denied },
  { role: "teamMember", ends: denied },
  { role: "teamMember", serves: true, ends: allowed },
  { role: "scheduler", ends: allowed },
  { role: "administrator", ends: allowed },
  { role: "administrator", hoursBefore: 1, ends: allowed },
  { role: "administrator", hoursBefore: -1, ends: allowed },
  { role: "scheduler", hoursBefore: 24, ends: allowed },
  { role: "scheduler", hoursBefore: 23.9, ends: tooLate },
  { role: "scheduler", hoursBefore: -1, ends: tooLate },
  { role: "scheduler", hoursBefore: 23.9, method: "DELETE", ends: tooLate },
  { role: "scheduler", hoursBefore: 23.9, serviceHours: 2, ends: allowed },
  { role: "scheduler", hoursBefore: 47, serviceHours: 48, ends: tooLate },
  { role: "scheduler", hoursBefore: 1, guesses: { leadTimeBinds: "nobody" }, ends: allowed },
  { role: "administrator", hoursBefore: 1, guesses: { leadTimeBinds: "everybody" }, ends: tooLate },
  { role: "scheduler", hoursBefore: 1, guesses: { insideLeadTimeStatus: 403 }, ends: "403 UnknownError" },
  {
    role: "scheduler",
    hoursBefore: 1,
    guesses: { insideLeadTimeCode: "ErrorInvalidRequest" },
    ends: "400 ErrorInvalidRequest",
  },
];

for (const row of rows) {
  const { role, serves = false, hoursBefore = 48, serviceHours, guesses, method = "POST", ends } = row;
  const when = `${hoursBefore} hours before${serviceHours === undefined ? "" : ` with a service's own ${serviceHours}`}`;
  test(`${method} by ${role}${serves ? " who serves" : ""}, ${when}${guesses === undefined ? "" : ` with ${JSON.stringify(guesses)}`}: ${ends}`, async () => {
    const { ask, outbox } = await worldWith(row);
    const response = await ask(
      method,
      path`/solutions/bookingBusinesses/${ids.dental}/appointments/${checkUp}` + (method === "POST" ? "/cancel" : ""),
    );
    const { error } =
      response.status < 300 ? { error: undefined } : ((await response.json()) as { error: { code: string } });
    assert.equal(error === undefined ? String(response.status) : `${response.status} ${error.code}`, ends);
    assert.equal(outbox.messages.length > 0, ends === allowed);
  });
}

/** Lee at work at Contoso Dental. */
async function worldWith({ role, serves = false, hoursBefore = 48, serviceHours, guesses }: Row) {
  const sample = createSampleOffice(nowUtc, timeZone);
  const lee = role === "nobody" ? [] : [{ id: "lee", name: leeAccount.name, address: leeAccount.username, role }];
  const businesses = sample.businesses.map((business): Business => {
    const appointments = [...business.appointments].map(
      ([id, one]) =>
        [
          id,
          {
            ...one,
            service: { ...one.service, ...(serviceHours === undefined ? {} : { minimumLeadHours: serviceHours }) },
            staff: [...one.staff, ...(serves ? lee : [])],
          },
        ] as const,
    );
    return { ...business, staff: [...business.staff, ...lee], appointments: new Map(appointments) };
  });
  const now = (): number => checkUpUtc - hoursBefore * hourMs;
  const outbox = createOutbox(now);
  const world = {
    office: { ...sample, businesses },
    outbox,
    guesses: { ...usualGuesses, ...guesses },
    now,
    graphOrigin: "http://127.0.0.1:1",
    deltaRounds: createDeltaRounds(),
  };
  const graph = createGraphService({
    world,
    signIn: {
      checkBearer: () => ({ kind: "valid", accountId: leeAccount.id, scopes: ["BookingsAppointment.ReadWrite.All"] }),
    },
    signInOrigin: "http://localhost:1",
    latencyMs: 0,
    serviceMs: 0,
    limit: createMailboxLimit(1),
    inBatch: async (_batch, request, answer) => answer(request),
  });
  const ask = async (method: string, asked: string): Promise<Response> => {
    const response = await graph.handle(new Request(`${world.graphOrigin}/v1.0${asked}`, { method }));
    assert.ok(response !== undefined);
    return response;
  };
  return { ask, outbox };
}

test("business and service say how long before they can be cancelled", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const business = await ana.ask(path`/solutions/bookingBusinesses/${ids.physio}`);
  assert.equal((business.body["schedulingPolicy"] as { minimumLeadTime: string }).minimumLeadTime, "PT12H");
  const services = await ana.all(path`/solutions/bookingBusinesses/${ids.physio}/services`);
  const policies = new Map(
    services.map((one) => [one["displayName"], one["schedulingPolicy"] as { minimumLeadTime: string } | null]),
  );
  assert.equal(policies.get("Back class")?.minimumLeadTime, "PT48H");
  assert.equal(policies.get("Massage"), null, "a service without a rule of its own follows the business");
});

test("an administrator who is bound cannot cancel at the last moment", async () => {
  await using sandbox = await sandboxUnderTest({ guesses: { leadTimeBinds: "everybody" } });
  const ana = await sandbox.as("ana");
  const soon = appointmentId(ids.dental, "check-up stefan");
  const asked = path`/solutions/bookingBusinesses/${ids.dental}/appointments/${soon}/cancel`;
  const answer = await ana.ask(asked, { method: "POST", body: {} });
  assert.deepEqual([answer.status, codeOf(answer)], [400, "UnknownError"]);
  assert.deepEqual(await sandbox.outbox(), []);
});

test("roles that came later are told to those who ask for them", async () => {
  await using sandbox = await sandboxUnderTest();
  const ana = await sandbox.as("ana");
  const staff = path`/solutions/bookingBusinesses/${ids.dental}/staffMembers`;
  const roles = async (headers = {}) => new Set((await ana.all(staff, headers)).map((one) => one["role"]));
  assert.deepEqual(await roles(), new Set(["unknownFutureValue", "guest", "administrator"]));
  const all = new Set(["teamMember", "scheduler", "guest", "administrator"]);
  assert.deepEqual(await roles({ prefer: 'outlook.timezone="UTC", include-unknown-enum-members' }), all);
});
