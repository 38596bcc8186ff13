/** Permissions in steps and challenges, as the session sees them, against the sandbox's sign-in. */
import assert from "node:assert/strict";
import { isAccountError } from "../../src/account/accountError.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import { eventTarget } from "../../src/cancellation/route.ts";
import type { ActiveSession } from "../../src/editor/accountSession.ts";
import { activeSession } from "../../src/editor/activeSession.ts";
import { readyToAct } from "../../src/editor/permissionToAct.ts";
import type { Session } from "../../src/editor/session.ts";
import { askToSignInAgain } from "../../src/editor/signInAgain.ts";
import { calendarScopes } from "../../src/graph/scopes.ts";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { editorTest } from "../host/editorTest.ts";
import { walkThrough } from "../unit/account/signInWorld.ts";
import { withNoticesClosed } from "./planStage.ts";
import { ana, startSandboxSession } from "./sandboxSession.ts";

const designReview = { target: eventTarget(sampleIds.designReview), action: { kind: "cancel" } } as const;

async function setRules(session: Session, rules: object, faults: readonly object[] = []): Promise<void> {
  const url = session.sandbox?.addresses.faultsUrl ?? assert.fail();
  const headers = { "x-unbook-sandbox": "admin" };
  await fetch(`${url}/signInRules`, { method: "PUT", headers, body: JSON.stringify(rules) });
  await fetch(url, { method: "PUT", headers, body: JSON.stringify(faults) });
}

async function assertReadable({ graph }: ActiveSession): Promise<void> {
  assert.ok((await graph.listCalendars({ kind: "me" })).items.length > 0);
}

editorTest(
  "who has signed in may read, and what they may not do yet is known before anything is sent",
  async (test) => {
    const { active } = await startSandboxSession(test, ana, { allowed: calendarScopes });
    await assertReadable(active);
    assert.equal(active.bookings, "notAsked");
    assert.deepEqual(await active.graph.missingPermissions([designReview]), ["Calendars.ReadWrite"]);
  },
);

editorTest("where everything is allowed nobody is asked, and the same session goes on", async (test) => {
  const { session, active } = await startSandboxSession(test);
  assert.deepEqual(await active.graph.missingPermissions([designReview]), []);
  assert.equal(await readyToAct(session, active, [designReview]), active);
});

editorTest("a permission that an earlier Unbook was given alone still serves for reading", async (test) => {
  const { session, active } = await startSandboxSession(test, ana, {
    allowed: ["Calendars.ReadWrite", "BookingsAppointment.ReadWrite.All"],
  });
  await assertReadable(active);
  assert.equal(active.bookings, "allowed");
  assert.equal(await readyToAct(session, active, [designReview]), active);
});

editorTest("without a connection it is for sending to say so, and nobody is asked for a permission", async (test) => {
  const { session, active } = await startSandboxSession(test, ana, { allowed: calendarScopes });
  await setRules(session, {}, [{ match: { path: "/oauth2/v2.0/token" }, action: { kind: "reset", when: "before" } }]);
  assert.equal(await readyToAct(session, active, [designReview]), active);
});

editorTest("a permission that is refused leaves the session as it is, and everything readable", async (test) => {
  for (const [rules, code] of [
    [{ refusal: { number: 65004, at: "answer" } }, "declined"],
    [{ refusal: { number: 90094, at: "answer" } }, "consentRequired"],
    [{ refusal: { number: 53003, at: "answer" } }, "refused"],
  ] as const) {
    const { session, active } = await startSandboxSession(test, ana, { allowed: calendarScopes });
    await setRules(session, rules);
    await assert.rejects(
      session.allow(["Calendars.ReadWrite"]),
      (error) => isAccountError(error) && error.code === code,
    );
    assert.equal(session.active, active);
    await assertReadable(active);
  }
});

editorTest("a permission that is given lets the same account act, and its session is another one", async (test) => {
  const { session, active } = await startSandboxSession(test, ana, { allowed: calendarScopes });
  assert.deepEqual(await session.allow(["Calendars.ReadWrite"]), { kind: "allowed" });
  assert.ok(session.active !== undefined && session.active !== active);
  assert.deepEqual(await session.active.graph.missingPermissions([designReview]), []);
  assert.equal(session.active.bookings, "notAsked", "nothing else is asked for by the way");
});

editorTest(
  "who is challenged keeps the claims to sign in with, is asked as themselves, and goes on reading",
  async (test) => {
    const asked: (readonly [hint: string | undefined, claims: string | undefined])[] = [];
    const { session, active } = await startSandboxSession(test, ana, {
      chooseSignIn: async (place, scopes, loginHint, _signal, claims) => {
        asked.push([loginHint, claims]);
        return place.accounts.signInWithBrowser({
          scopes,
          prompt: "again",
          ...(loginHint !== undefined && { loginHint }),
          ...(claims !== undefined && { claims }),
          openBrowser: async (url) => void (await walkThrough(url, "")),
        });
      },
    });
    await setRules(session, { proofFor: 50_076 }, [
      { match: { path: "/events/" }, times: 1, action: { kind: "claims" } },
    ]);
    await active.graph.readItem(designReview.target).then(
      () => assert.fail("it was read"),
      (error: unknown) => {
        session.noteFailure(error);
      },
    );
    const { state } = session;
    assert.ok(state.kind === "needsSignIn" && state.why.claims !== undefined);
    assert.equal(session.active, undefined, "nothing more is asked of Graph meanwhile");
    // Two who ask get one question; who closes it has not signed in.
    const answers = Promise.all([askToSignInAgain(session), askToSignInAgain(session)]);
    assert.deepEqual(await withNoticesClosed(answers), [false, false]);
    assert.deepEqual(asked, []);

    await session.signIn();
    assert.deepEqual(asked, [[ana, state.why.claims]]);
    const renewed = await activeSession(session);
    assert.ok(renewed !== undefined);
    assert.equal(targetOf(await renewed.graph.readItem(designReview.target)).kind, "event");
    assert.deepEqual(await renewed.graph.missingPermissions([designReview]), []);
    assert.equal(await askToSignInAgain(session), true, "there is nothing to ask any more");
  },
);
