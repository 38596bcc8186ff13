import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { sampleIds } from "../../src/sandbox/sampleOffice/sampleIds.ts";
import { projectFolder } from "./projectFolders.ts";

test("the requests of the sample workspace address what is in the sandbox", async () => {
  const text = await readFile(path.join(projectFolder, "test/workspace/cancel.http"), "utf8");
  const addressed = [...text.matchAll(/\/(?:events|bookingBusinesses|appointments)\/([^/\s]+)/g)].map(([, id]) =>
    decodeURIComponent(id ?? ""),
  );
  const { designReview, dental, dentalCheckUp, dentalWorkshop, roadmapSync } = sampleIds;
  assert.deepEqual(new Set(addressed), new Set([designReview, dental, dentalCheckUp, dentalWorkshop, roadmapSync]));
});
