/**
 * Follows changes that are told too often and too vaguely, as VS Code tells those of its accounts: once for each account and
 * each refreshed token, to every extension. A burst is followed once, and what following itself brings about not at all.
 * Source: https://github.com/microsoft/vscode-azuretools/pull/2246
 */
import type { Wait } from "./signInNetwork.ts";

/** What a follower needs. */
export interface ChangeFollowerOptions {
  /** Looks what has changed; asks nobody. True if something has. */
  readonly follow: () => Promise<boolean>;
  readonly wait: Wait;
  /** Takes what following failed with; the next change is followed again. */
  readonly onError: (error: unknown) => void;
}

/** Follows changes until it is disposed. */
export interface ChangeFollower {
  /** Something may have changed. */
  notice(): void;
  dispose(): void;
}

/** How long changes are collected. */
const collectingMs = 2000;

/** A follower that has noticed nothing yet. */
export function createChangeFollower({ follow, wait, onError }: ChangeFollowerOptions): ChangeFollower {
  const ending = new AbortController();
  let isWaiting = false;
  let isFollowing = false;
  let hasNoticedMeanwhile = false;

  async function run(): Promise<void> {
    isWaiting = true;
    try {
      await wait(collectingMs, ending.signal);
    } finally {
      isWaiting = false;
    }
    isFollowing = true;
    hasNoticedMeanwhile = false;
    let hasChanged = false;
    try {
      hasChanged = await follow();
    } finally {
      isFollowing = false;
    }
    // Where nothing has changed, what was told meanwhile was the echo of looking: following that would go on for ever.
    if (hasChanged && hasNoticedMeanwhile) start();
  }

  function start(): void {
    run().catch((error: unknown) => {
      if (!ending.signal.aborted) onError(error);
    });
  }

  return {
    notice() {
      if (isFollowing) hasNoticedMeanwhile = true;
      else if (!isWaiting && !ending.signal.aborted) start();
    },
    dispose: () => ending.abort(),
  };
}
