/** What a recheck finds out about items that a plan names by their ids alone, as after a list of ids. */
import assert from "node:assert/strict";
import { eventTarget } from "../../src/cancellation/route.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import { planOf } from "../../src/editor/planReader.ts";
import { readPlaces } from "../../src/editor/planPlaces.ts";
import { editorTest } from "../host/editorTest.ts";
import { openPlanText, recheckPlan, setPlanStage } from "./planStage.ts";

editorTest(
  "an event by its id alone is known to be in a calendar that may only be read, or in none",
  async (context) => {
    const stage = await setPlanStage(context);
    const { active, knowledge, write } = stage;
    const { items: calendars } = await active.graph.listCalendars({ kind: "me" });
    const range = { startUtc: Date.now(), endUtc: Date.now() + 7 * 86_400_000 };
    const itemsOf = async (canEdit: boolean): ReturnType<typeof active.graph.listEvents> =>
      active.graph.listEvents(calendars.find((one) => one.canEdit === canEdit) ?? assert.fail(), range);
    const { items: shared } = await itemsOf(false);
    const { items: own } = await itemsOf(true);
    const readOnly = shared.find(({ isOrganizer, attendees }) => isOrganizer && attendees.length > 0);
    const [mine, other] = own.filter(
      (item) => item.isOrganizer && item.series === "single" && item.attendees.length > 0,
    );
    assert.ok(readOnly !== undefined && mine !== undefined && other !== undefined);
    const byId = [readOnly, mine, other].map(({ id }) => eventTarget(id));
    const document = await openPlanText(await write(byId));
    const codes = (): readonly unknown[] =>
      planOf(document).blocks.map((block) => {
        const index = byId.findIndex(({ itemPath }) => itemPath === block.target.itemPath);
        const [drift] = knowledge.checks.driftsOf(planOf(document), block);
        return [index, drift?.code];
      });
    await recheckPlan(document, stage);
    assert.deepEqual(codes(), [
      [0, "notAllowed"],
      [1, undefined],
      [2, undefined],
    ]);

    // It goes to Deleted Items, where its id still finds it.
    const [outcome] = await active.graph.sendPlanned([
      { target: targetOf(mine), action: { kind: "cancel" }, message: "" },
    ]);
    assert.equal(outcome?.kind, "sent");
    await recheckPlan(document, stage);
    assert.deepEqual(codes(), [
      [0, "notAllowed"],
      [1, "gone"],
      [2, undefined],
    ]);
    const reads = await active.graph.readItems(byId);
    assert.ok(reads.every(({ kind }) => kind === "read"));
    const placeOf = await readPlaces(byId, Promise.resolve(reads), active);
    const places = byId.map((target) => placeOf(target));
    assert.deepEqual(
      places.map(({ source, isNowhere = false }) => [source?.kind === "calendar" && source.canEdit, isNowhere]),
      [
        [false, false],
        [false, true],
        [true, false],
      ],
    );
  },
);
