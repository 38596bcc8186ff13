/** Two accounts that are signed in side by side in a sandbox of their own, for tests of what each sees and does. */
import assert from "node:assert/strict";
import type { AgendaItem } from "../../src/agenda/item.ts";
import { AgendaChoices } from "../../src/editor/agendaChoices.ts";
import { AgendaModel } from "../../src/editor/agendaModel.ts";
import type { Session } from "../../src/editor/session.ts";
import type { SignInPlace } from "../../src/editor/signInPlace.ts";
import type { SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import { lee, memento, startSandboxSession } from "./sandboxSession.ts";

type TestContext = { after(cleanUp: () => unknown): void };

/** Ana, who is the main account, and whoever is beside her. */
export interface Together {
  readonly session: Session;
  readonly model: AgendaModel;
  readonly anaId: string;
  readonly leeId: string;
  /** Where they are signed in. */
  readonly place: () => SignInPlace;
  /** How often somebody was asked to sign in, the one who has come second included. */
  readonly asked: () => number;
}

/** Ana is the main account, and Lee is shown beside her. */
export async function startTogether(context: TestContext, second = lee): Promise<Together> {
  let place: SignInPlace | undefined;
  let asked = 0;
  const { session, active } = await startSandboxSession(context, (where) => {
    place = where;
    asked += 1;
    return second;
  });
  const model = new AgendaModel(session, new AgendaChoices(memento()), () => ({ days: 14 }));
  context.after(() => {
    model.dispose();
  });
  assert.deepEqual(await session.addAccount(), { kind: "allowed" });
  const other = session.accounts[1]?.account ?? assert.fail();
  return {
    session,
    model,
    anaId: active.account.id,
    leeId: other.id,
    place: () => place ?? assert.fail(),
    asked: () => asked,
  };
}

/** What the sandbox was asked, and by whom. */
export async function exchangesOf({ sandbox }: Session): Promise<readonly SandboxExchange[]> {
  const headers = { "x-unbook-sandbox": "admin" };
  const response = await fetch(sandbox?.addresses.exchangesUrl ?? "", { headers });
  return (await response.json()) as readonly SandboxExchange[];
}

/** The single meetings that are organised by the account that listed them. */
export function meetingsOf(items: readonly AgendaItem[]): readonly AgendaItem[] {
  return items.filter((item) => item.kind === "event" && item.isOrganizer && item.series === "single");
}
