/** The journal, whose code is loaded when somebody first needs it: starting VS Code does not pay for it. */
import type { Journal } from "./journalFolder.ts";

/** The journal in this folder. */
export function journalWhenNeeded(folder: string): Journal {
  let loading: Promise<Journal> | undefined;
  const journal = async (): Promise<Journal> => (loading ??= loadJournal(folder));
  return {
    begin: async (runId) => (await journal()).begin(runId),
    reopen: async (runId) => (await journal()).reopen(runId),
    claim: async (keys, runId) => (await journal()).claim(keys, runId),
    releaseClaim: async (key, runId) => (await journal()).releaseClaim(key, runId),
    ownerOf: async (key) => (await journal()).ownerOf(key),
    lock: async (documentId, runId) => (await journal()).lock(documentId, runId),
    readRuns: async () => (await journal()).readRuns(),
    forget: async (runId) => (await journal()).forget(runId),
  };
}

async function loadJournal(folder: string): Promise<Journal> {
  const { createJournalFolder } = await import("./sendRun.ts");
  return createJournalFolder(folder);
}
