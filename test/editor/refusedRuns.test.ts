/** Runs for which the sign-in service gives no token in the middle of it, against the sandbox's sign-in. */
import assert from "node:assert/strict";
import { isTokenRefused } from "../../src/cancellation/outcome.ts";
import { itemsToRetry } from "../../src/cancellation/itemEnd.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import type { CancellationPlan, PlannedItem } from "../../src/cancellation/plan.ts";
import { AgendaChoices } from "../../src/editor/agendaChoices.ts";
import { AgendaModel } from "../../src/editor/agendaModel.ts";
import { describeEnd } from "../../src/editor/runNotices.ts";
import { refusalOf } from "../../src/editor/runRefusal.ts";
import { describeRun } from "../../src/editor/runText.ts";
import { sendAsConfirmed } from "../../src/editor/sendAs.ts";
import { senderOf } from "../../src/editor/sender.ts";
import type { Session } from "../../src/editor/session.ts";
import { askInstead, askToSignInAgain } from "../../src/editor/signInAgain.ts";
import type { OutboxMessage } from "../../src/sandbox/sandboxContract.ts";
import { editorTest } from "../host/editorTest.ts";
import type { EditorTestContext } from "../host/editorTest.ts";
import { exchangesOf, meetingsOf } from "./accountsStage.ts";
import { setPlanStage } from "./planStage.ts";
import { memento } from "./sandboxSession.ts";

const headers = { "x-unbook-sandbox": "admin" };

/** At the fourth cancellation Graph asks for a token that has to be fetched anew. */
const newTokenWanted = [{ match: { path: "cancel$" }, skip: 3, times: 1, action: { kind: "claims" } }];

async function setRules({ sandbox }: Session, rules: object, faults: readonly object[] = []): Promise<void> {
  const url = sandbox?.addresses.faultsUrl ?? assert.fail();
  await fetch(`${url}/signInRules`, { method: "PUT", headers, body: JSON.stringify(rules) });
  await fetch(url, { method: "PUT", headers, body: JSON.stringify(faults) });
}

async function plannedMeetings(context: EditorTestContext, session: Session): Promise<readonly PlannedItem[]> {
  const model = new AgendaModel(session, new AgendaChoices(memento()), () => ({ days: 21 }));
  context.after(() => {
    model.dispose();
  });
  await model.load();
  const items = model.state.shown.flatMap(({ agenda }) => agenda?.sources ?? []).flatMap((source) => source.items);
  const meetings = meetingsOf(items)
    .filter((item) => item.kind === "event" && item.attendees.length > 0)
    .slice(0, 14);
  assert.equal(meetings.length, 14);
  return meetings.map((item) => {
    return { target: targetOf(item), action: { kind: "cancel" }, item, scope: "single", message: "Sorry." };
  });
}

/** The subjects of the meetings whose people were mailed. */
async function mailedSubjects({ sandbox }: Session): Promise<readonly string[]> {
  const mails = (await (await fetch(sandbox?.addresses.outboxUrl ?? "")).json()) as readonly OutboxMessage[];
  assert.equal(new Set(mails.map(({ itemId, to }) => `${itemId} ${to}`)).size, mails.length, "nobody is mailed twice");
  return [...new Map(mails.map(({ itemId, about }) => [itemId, about])).values()].toSorted();
}

function subjectsOf(items: readonly PlannedItem[]): readonly string[] {
  return items.flatMap(({ item }) => (item.kind === "event" ? [item.subject] : [])).toSorted();
}

const refusals: readonly {
  readonly what: string;
  readonly rules: object;
  readonly isRevoked?: boolean;
  readonly short: string;
  readonly sentence: RegExp;
  readonly code: string;
}[] = [
  {
    what: "a rule of the organisation blocks it",
    rules: { refusal: { number: 53_003, at: "token" } },
    short: "blocked by a rule",
    sentence: /conditional access.*your administrator knows what does\. \(AADSTS53003\)$/u,
    code: "refused",
  },
  {
    what: "a second proof is wanted",
    rules: { refusal: { number: 50_076, at: "token" } },
    short: "second proof needed",
    sentence: /second proof of who you are\. Sign in again.* \(AADSTS50076\)$/u,
    code: "signInRequired",
  },
  {
    what: "a second proof has to be set up",
    rules: { refusal: { number: 50_079, at: "token" } },
    short: "second proof needed",
    sentence: /set up a second proof.* \(AADSTS50079\)$/u,
    code: "signInRequired",
  },
  {
    what: "the permission was taken back",
    rules: { refusal: { number: 65_001, at: "token" } },
    short: "permission needed",
    sentence: /a permission that you or your administrator have not given yet\. \(AADSTS65001\)$/u,
    code: "consentRequired",
  },
  {
    what: "the sign-in was revoked",
    rules: {},
    isRevoked: true,
    short: "sign in again",
    sentence: /Your sign-in has expired or was revoked\. Sign in again\. \(AADSTS50173\)$/u,
    code: "signInRequired",
  },
];
for (const { what, rules, isRevoked = false, short, sentence, code } of refusals) {
  editorTest(`while a run is sent ${what}: it says so, the rest is not sent, and can be sent later`, async (test) => {
    const { session, send, runs } = await setPlanStage(test);
    const items = await plannedMeetings(test, session);
    await setRules(session, rules, newTokenWanted);
    const { faultsUrl = "" } = session.sandbox?.addresses ?? {};
    if (isRevoked) await fetch(`${faultsUrl}/revokeSignIns`, { method: "POST", headers });
    const run = await send(items);

    const rest = itemsToRetry(run);
    const sent = items.filter((_, index) => !rest.includes(index));
    assert.ok(rest.length > 0 && (sent.length > 2 || isRevoked), `${rest.length} of 14 are left`);
    assert.deepEqual(await mailedSubjects(session), subjectsOf(sent), "what was sent is told, and nothing else was");
    for (const index of rest) {
      const state = run.states[index];
      assert.ok(state?.kind === "ended" && isTokenRefused(state.outcome), JSON.stringify(state));
    }
    const { why, scopes } = refusalOf(run) ?? assert.fail();
    assert.equal(why.code, code);
    assert.deepEqual(scopes, ["Calendars.ReadWrite"]);
    assert.match(describeEnd(run, why), sentence);
    assert.match(describeEnd(run, why), new RegExp(`^Sent ${sent.length} of 14: ${rest.length} not sent\\. `, "u"));
    const count = sent.length === 0 ? "" : `${sent.length} sent, `;
    assert.equal(describeRun(run).description, `${count}${rest.length} not sent · ${short}`);

    await setRules(session, {});
    if (code === "signInRequired") {
      session.noteFailure(why);
      assert.equal(session.active, undefined);
    }
    // Whatever helped, it begins another session.
    await session.signIn();
    const again = await send(items.filter((_, index) => rest.includes(index)));
    assert.equal(refusalOf(again), undefined);
    assert.deepEqual(await mailedSubjects(session), subjectsOf(items));
    assert.equal(runs.all.length, 2);
  });
}

editorTest("what was refused for a run is not asked for again and again, but for the next one it is", async (test) => {
  const { session, active } = await setPlanStage(test);
  const items = await plannedMeetings(test, session);
  const sendItems = sendAsConfirmed(session);
  const plan = (): CancellationPlan => ({ id: crypto.randomUUID(), sender: senderOf(active), items });
  const sendOne = async (of: CancellationPlan, index: number): Promise<string | undefined> =>
    (await sendItems(of, [index], new AbortController().signal))[0]?.kind;
  await setRules(session, { refusal: { number: 53_003, at: "token" } }, [
    { match: { path: "cancel$" }, times: 1, action: { kind: "claims" } },
  ]);
  const first = plan();
  assert.equal(await sendOne(first, 0), "notSent");
  await setRules(session, {});
  const before = (await exchangesOf(session)).length;
  assert.equal(await sendOne(first, 1), "notSent");
  assert.equal((await exchangesOf(session)).length, before);
  assert.equal(await sendOne(plan(), 1), "sent");
  await session.signIn();
  assert.equal(await sendOne(first, 2), "sent", "signing in begins anew");
});

editorTest("of an account that has to sign in again nothing is sent, and the rows say why", async (test) => {
  const { session, active, send } = await setPlanStage(test);
  const items = await plannedMeetings(test, session);
  await setRules(session, { refusal: { number: 50_076, at: "token" } }, [
    { match: { path: "/events/" }, times: 1, action: { kind: "claims" } },
  ]);
  await active.graph.readItem(targetOf(items[0]?.item ?? assert.fail())).catch((error: unknown) => {
    session.noteFailure(error);
  });
  const run = await send(items);
  assert.equal(describeRun(run).description, "14 not sent · second proof needed");
  assert.deepEqual(await mailedSubjects(session), []);
});

editorTest("while a run's end asks about an account, nobody else does", async (test) => {
  const { session, send } = await setPlanStage(test);
  const items = await plannedMeetings(test, session);
  await setRules(session, { refusal: { number: 50_076, at: "token" } }, newTokenWanted);
  const run = await send(items);
  const { why } = refusalOf(run) ?? assert.fail();
  const own = session.as(run.plan.sender.accountId);
  const answered = Promise.withResolvers<string>();
  const told: boolean[] = [];
  const first = askInstead(own, why, async (isOnly) => {
    told.push(isOnly);
    return answered.promise;
  });
  assert.equal(own.state.kind, "needsSignIn");
  // It would ask with a notification of its own, and wait for that.
  const other = askToSignInAgain(own);
  assert.equal(await askInstead(own, why, async (isOnly) => isOnly), false);
  answered.resolve("later");
  assert.deepEqual([await first, await other, told], ["later", false, [true]]);
});
