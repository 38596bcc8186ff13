/** A client of a model calendar, and assertions about what it lists and what that takes. */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { CalendarEvent, CalendarSource } from "../../../src/agenda/item.ts";
import type { Listed } from "../../../src/graph/graphContract.ts";
import { ModelCalendar } from "./modelCalendar.ts";
import type { ModelManners, SeenEvent } from "./modelCalendar.ts";
import { someCalendar, someWeek, startScriptedGraph, testClient } from "./scriptedGraph.ts";
import type { ReceivedRequest, ScriptedAnswer, ScriptedGraph } from "./scriptedGraph.ts";

/** As the service has been seen to be. */
export const usualManners: ModelManners = {
  slimOccurrences: true,
  cancelledOccurrence: "series",
  removesOccurrences: false,
  tellsMaster: true,
  removesOutside: true,
  pageSize: 500,
};

/** What was listed, as the model sees it. */
export function seenIn(listed: Listed<CalendarEvent>): readonly SeenEvent[] {
  return inOrder(
    listed.items.map((event) => ({
      id: event.id,
      subject: event.subject,
      hour: event.span.kind === "timed" ? (event.span.startUtc - someWeek.startUtc) / 3_600_000 : Number.NaN,
      iCalUId: event.iCalUId ?? "",
      seriesMasterId: event.seriesMasterId,
    })),
  );
}

/** In the order of their ids. */
export function inOrder(events: readonly SeenEvent[]): readonly SeenEvent[] {
  return events.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What was asked for, in short. */
export function asked(requests: readonly ReceivedRequest[]): readonly string[] {
  return requests.map(({ path }) => {
    if (path.includes("/instances?")) return `series ${/\/events\/([^/]+)\//.exec(path)?.[1] ?? ""}`;
    if (path.includes("/calendarView?")) return "view";
    return path.includes("since=") ? "changes" : "first";
  });
}

/** A model and its client. */
interface Watched {
  readonly model: ModelCalendar;
  readonly graph: ScriptedGraph;
  /** Lists, and asserts that the list is what is in the calendar and what it took. */
  readonly assertList: (requests: readonly string[], calendar?: CalendarSource) => Promise<void>;
}

/** A client of a model. `spoil` can answer instead of the model. */
export async function watch(
  context: TestContext,
  manners: Partial<ModelManners> = {},
  spoil: (request: ReceivedRequest, origin: string) => ScriptedAnswer | undefined = () => undefined,
): Promise<Watched> {
  const model = new ModelCalendar({ ...usualManners, ...manners }, someWeek);
  const graph = await startScriptedGraph(
    context,
    (request, origin) => spoil(request, origin) ?? model.answer(request, origin),
  );
  const { client } = testClient(context, graph.origin);
  return {
    model,
    graph,
    async assertList(requests, calendar = someCalendar) {
      const before = graph.received.length;
      const listed = await client.listEvents(calendar, someWeek);
      assert.deepEqual(seenIn(listed), inOrder(model.seen()));
      assert.deepEqual(listed.notes, []);
      assert.deepEqual(asked(graph.received.slice(before)), requests);
    },
  };
}
