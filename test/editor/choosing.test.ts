/** Choosing what to cancel, with a real agenda of the sandbox: checkboxes, filter, and the ways that read afresh. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import * as vscode from "vscode";
import { isPast } from "../../src/agenda/itemTraits.ts";
import { targetOf } from "../../src/cancellation/plan.ts";
import { targetKey } from "../../src/cancellation/target.ts";
import { AgendaChecks, distinctItems, listedItem, sameSeries } from "../../src/editor/agendaChecks.ts";
import { AgendaChoices } from "../../src/editor/agendaChoices.ts";
import { AgendaFilter } from "../../src/editor/agendaFilter.ts";
import { AgendaModel } from "../../src/editor/agendaModel.ts";
import { agendaNodes } from "../../src/editor/agendaNodes.ts";
import type { AgendaNode } from "../../src/editor/agendaNodes.ts";
import { aimsOf } from "../../src/editor/chosenItems.ts";
import type { ChosenItems } from "../../src/editor/chosenItems.ts";
import type { PlanOptions } from "../../src/editor/choosingContract.ts";
import { distinctListed } from "../../src/editor/freshList.ts";
import type { Agenda } from "../../src/editor/loadAgenda.ts";
import { planFromFile } from "../../src/editor/planFromFile.ts";
import { ownPart, planIllness } from "../../src/editor/planIllness.ts";
import { planFilter, planOneDay, planRange } from "../../src/editor/planRange.ts";
import { isOfPart } from "../../src/editor/planService.ts";
import type { ReadOnlyDocuments } from "../../src/editor/readOnlyDocuments.ts";
import { viewerOf } from "../../src/editor/viewer.ts";
import { withNoticesClosed } from "./planStage.ts";
import { waitFor } from "./requestEditor.ts";
import { startSandboxSession } from "./sandboxSession.ts";

interface World {
  readonly options: PlanOptions;
  readonly agenda: Agenda;
  readonly planned: readonly ChosenItems[];
}

/** Ana's agenda of the next seven days, and a plan that only keeps what it is given. */
async function startChoosing(context: { after(cleanUp: () => unknown): void }): Promise<World> {
  const { session } = await startSandboxSession(context);
  const memory = { get: () => undefined, update: async () => undefined, keys: () => [] } as vscode.Memento;
  const model = new AgendaModel(session, new AgendaChoices(memory), () => ({ days: 7 }));
  // The extension's own documents have their scheme already; nothing here shows one.
  const documents = {} as ReadOnlyDocuments;
  context.after(() => {
    model.dispose();
  });
  await model.load();
  const { agenda } = model.state;
  assert.ok(agenda !== undefined);
  const planned: ChosenItems[] = [];
  const planChosen = async (chosen: ChosenItems): Promise<void> => void planned.push(chosen);
  return { options: { session, agenda: { model }, documents, planChosen }, agenda, planned };
}

/** Answers quick inputs one after the other: each with the entry of a number from 0, or as it stands. */
async function answer(running: Promise<void>, ...entries: readonly number[]): Promise<void> {
  let isOver = false;
  void running.then(() => (isOver = true));
  for (const entry of entries) {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (let moved = 0; moved < entry; moved += 1) {
      await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
    }
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
  }
  await waitFor(async () => {
    // The last one may open a moment later, while Graph is read.
    if (!isOver) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isOver;
  });
  await running;
}

function keysOf({ aims }: ChosenItems): readonly string[] {
  return aims.map(({ target }) => targetKey(target)).toSorted();
}

function treeOf(agenda: Agenda, groupBy: "day" | "source"): readonly AgendaNode[] {
  return agendaNodes(agenda, groupBy, viewerOf(agenda.sessionOf.account));
}

test("a day or a source checks its items, and is checked when all of them are", async (context) => {
  const { agenda } = await startChoosing(context);
  for (const groupBy of ["day", "source"] as const) {
    const roots = treeOf(agenda, groupBy);
    const group = roots.find((node) => "children" in node && distinctItems([node]).length > 1);
    assert.ok(group !== undefined);
    const items = distinctItems([group]);
    const [first] = items;
    assert.ok(first !== undefined);
    const checks = new AgendaChecks();
    assert.ok(!checks.has(group));
    checks.set([group], true);
    assert.ok(checks.has(group) && items.every((item) => checks.has(item)));
    assert.deepEqual(
      checks.among(roots).map(({ entry }) => entry.item.id),
      items.map(({ entry }) => entry.item.id),
    );
    checks.set([first], false);
    assert.ok(!checks.has(group) && !checks.has(first));
    assert.equal(checks.among(roots).length, items.length - 1);
    checks.clear();
    assert.equal(checks.among(roots).length, 0);
  }
});

test("rows have checkboxes only while several are selected, and rows without items never", async (context) => {
  const { agenda } = await startChoosing(context);
  const checks = new AgendaChecks();
  const day = treeOf(agenda, "day").find(({ kind }) => kind === "day");
  assert.ok(day !== undefined);
  const draw = (node: AgendaNode): vscode.TreeItem => {
    const row = new vscode.TreeItem("row");
    checks.draw(row, node);
    return row;
  };
  assert.equal(draw(day).checkboxState, undefined);
  checks.isOn = true;
  const state = (): unknown => (draw(day).checkboxState as { readonly state: unknown }).state;
  assert.equal(state(), vscode.TreeItemCheckboxState.Unchecked);
  checks.set([day], true);
  assert.equal(state(), vscode.TreeItemCheckboxState.Checked);
  assert.equal(draw({ kind: "bookingsUnavailable", id: "bookings" }).checkboxState, undefined);
});

test("what a filter hides does not count as checked, and does again when it is shown", async (context) => {
  const { agenda } = await startChoosing(context);
  const filter = new AgendaFilter(viewerOf);
  const shown = [{ account: agenda.sessionOf.account, agenda }];
  const narrowed = (): Agenda => filter.narrow(shown)[0]?.agenda ?? assert.fail();
  const checks = new AgendaChecks();
  checks.set(treeOf(agenda, "day"), true);
  const all = checks.among(treeOf(agenda, "day")).length;
  await filter.change("is:booking");
  context.after(async () => filter.change(""));
  const found = checks.among(treeOf(narrowed(), "day"));
  assert.ok(found.length > 0 && found.length < all);
  assert.ok(found.every(({ entry }) => entry.item.kind === "booking"));
  assert.match(filter.message ?? "", new RegExp(`^Filtered: bookings \\(${found.length} of ${all} items\\)`, "u"));
  // Lee's own copies of his meetings are not shown in the agenda by day: they do not turn up instead of Ana's.
  await filter.change("subject:stand-up -is:attendee");
  assert.deepEqual(checks.among(treeOf(narrowed(), "day")), []);
  await filter.change("nobody has this");
  assert.deepEqual(
    treeOf(narrowed(), "day").filter(({ kind }) => kind === "day"),
    [],
  );
  assert.match(filter.message ?? "", /None of \d+ items is found/u);
  await filter.change("");
  assert.equal(narrowed(), agenda);
  assert.equal(filter.message, undefined);
  assert.equal(checks.among(treeOf(agenda, "day")).length, all);
});

test("the same series is checked, and of a single meeting that one alone", async (context) => {
  const { agenda } = await startChoosing(context);
  const items = distinctItems(treeOf(agenda, "day"));
  const occurrence = items.find(({ entry: { item } }) => item.kind === "event" && item.subject === "Stand-up");
  const single = items.find(({ entry: { item } }) => item.kind === "event" && item.subject === "Design review");
  assert.ok(occurrence !== undefined && single !== undefined);
  const series = sameSeries(occurrence, items);
  assert.ok(series.length > 1);
  assert.ok(series.every(({ entry: { item } }) => item.kind === "event" && item.subject.includes("Stand-up")));
  assert.deepEqual(sameSeries(single, items), [single]);
});

test("each item is aimed at once, however many rows it has", async (context) => {
  const { agenda } = await startChoosing(context);
  const [day] = treeOf(agenda, "day");
  assert.ok(day !== undefined);
  const listed = distinctItems(treeOf(agenda, "day")).map(listedItem);
  assert.equal(aimsOf([...listed, ...listed]).length, aimsOf(listed).length);
});

test("a date range is read afresh, from all that is checked, each meeting once", async (context) => {
  const { options, agenda, planned } = await startChoosing(context);
  // The next 7 days; the sources as they are checked; no filter.
  await answer(planRange(options), 2, 0);
  const [chosen] = planned;
  assert.ok(chosen !== undefined);
  const expected = distinctListed(agenda.sources, viewerOf(agenda.sessionOf.account)).map(({ item }) => targetOf(item));
  assert.deepEqual(keysOf(chosen), expected.map(targetKey).toSorted());
  assert.match(chosen.from, /^Everything, .* – .*, in Calendar, .* and \d more\.$/u);
});

test("a filter plans what it finds, and nothing else", async (context) => {
  const { options, planned } = await startChoosing(context);
  await answer(planFilter(options, "is:booking business:dental"), 0);
  const [chosen] = planned;
  assert.ok(chosen !== undefined && chosen.aims.length > 0);
  assert.ok(chosen.aims.every(({ target }) => target.kind === "booking" && /dental/iu.test(target.businessId)));
  assert.match(chosen.from, /; filter: bookings · business “dental”\.$/u);
});

test("a day is planned with everything that stands on it", async (context) => {
  const { options, agenda, planned } = await startChoosing(context);
  await answer(planOneDay(options));
  const day = treeOf(agenda, "day").find(({ kind }) => kind === "day");
  assert.ok(day !== undefined && planned[0] !== undefined);
  assert.deepEqual(
    keysOf(planned[0]),
    distinctItems([day])
      .map(({ entry }) => targetKey(targetOf(entry.item)))
      .toSorted(),
  );
});

test("being ill is about one's own meetings and bookings that are still to come, and that somebody waits in", async (context) => {
  const { options, agenda, planned } = await startChoosing(context);
  const viewer = viewerOf(agenda.sessionOf.account);
  await answer(planIllness(options), 3);
  const [chosen] = planned;
  assert.ok(chosen !== undefined);
  const own = distinctListed(agenda.sources, viewer).filter(({ item, source }) => {
    if (isPast(item, viewer)) return false;
    if (item.kind === "booking") return item.staff.some(({ address }) => address === viewer.ownAddresses[0]);
    const isOwnCalendar = source?.kind === "calendar" && source.name !== "Lee Park";
    return isOwnCalendar && !item.isCancelled && !(item.isOrganizer && item.attendees.length === 0);
  });
  assert.deepEqual(keysOf(chosen), own.map(({ item }) => targetKey(targetOf(item))).toSorted());
  assert.match(chosen.from, /\d+ with nobody else in them left out/u);
});

test("who is ill is not asked about a colleague's bookings", async (context) => {
  const { agenda } = await startChoosing(context);
  const bookings = distinctListed(agenda.sources, viewerOf(agenda.sessionOf.account)).filter(
    ({ item }) => item.kind === "booking",
  );
  const viewer = { ...viewerOf(agenda.sessionOf.account), ownAddresses: ["somebody.else@contoso.com"], now: 0 };
  assert.ok(bookings.length > 0);
  assert.deepEqual(ownPart(bookings, viewer).items, []);
});

test("bookings are told apart by service and by staff", async (context) => {
  const { agenda } = await startChoosing(context);
  const business = agenda.sources.find(({ source }) => source.kind === "business");
  assert.ok(business?.source.kind === "business");
  const details = await agenda.sessionOf.graph.readBusiness(business.source);
  const bookings = business.items.flatMap((item) => (item.kind === "booking" ? [item] : []));
  for (const service of details.services) {
    const found = bookings.filter((booking) => isOfPart(booking, { services: [service], staff: [] }));
    assert.deepEqual(
      found,
      bookings.filter(({ serviceName }) => serviceName === service.name),
      service.name,
    );
  }
  for (const member of details.staff) {
    const found = bookings.filter((booking) => isOfPart(booking, { services: [], staff: [member] }));
    const named = bookings.filter(({ staff }) => staff.some(({ name }) => name === member.name));
    assert.deepEqual(found, named, member.name);
  }
  assert.ok(bookings.length > 0);
});

test("a file in another encoding than UTF-8 is not planned: its letters would be mailed as others", async (context) => {
  const { options, agenda, planned } = await startChoosing(context);
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-list-"));
  context.after(async () => rm(folder, { recursive: true }));
  const id = agenda.sources.flatMap(({ items }) => items).find(({ kind }) => kind === "event")?.id ?? assert.fail();
  const file = path.join(folder, "ansi.csv");
  const rows = `id;message\r\n${id};Bis n\u00E4chste Woche\r\n`;
  await writeFile(file, Buffer.from(rows, "latin1"));
  await withNoticesClosed(planFromFile(options, vscode.Uri.file(file)));
  assert.equal(planned.length, 0);
  await writeFile(file, rows);
  await planFromFile(options, vscode.Uri.file(file));
  const [chosen] = planned;
  assert.equal(chosen?.aims[0]?.message, "Bis n\u00E4chste Woche");
  assert.match(chosen?.from ?? "", /1 line brings a message of its own/u);
});

test("a file's items are planned with the messages that stand beside them", async (context) => {
  const { options, agenda, planned } = await startChoosing(context);
  const folder = await mkdtemp(path.join(tmpdir(), "unbook-list-"));
  context.after(async () => rm(folder, { recursive: true }));
  const items = agenda.sources.flatMap(({ items: listed }) => listed);
  const event = items.find(({ kind }) => kind === "event");
  const booking = items.find(({ kind }) => kind === "booking");
  assert.ok(event !== undefined && booking?.kind === "booking");
  const file = path.join(folder, "leaver.csv");
  const rows = ["id;business;message", `${event.id};;"Sorry; ill"`, `${booking.id};${booking.businessId};`];
  // As Excel writes it on Windows.
  await writeFile(file, Buffer.from(`\uFEFF${rows.join("\r\n")}\r\n`, "utf16le"));
  await planFromFile(options, vscode.Uri.file(file));
  assert.deepEqual(
    planned.map(({ aims }) => aims.map(({ target, message, name }) => [target.kind, message, name])),
    [
      [
        ["event", "Sorry; ill", "line 2 of leaver.csv"],
        ["booking", undefined, "line 3 of leaver.csv"],
      ],
    ],
  );
});
