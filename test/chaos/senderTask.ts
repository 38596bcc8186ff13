/** What the process that sends can be told to do, and what it answers. */
import type { ItemStatus } from "../../src/cancellation/itemEnd.ts";
import type { SignInAddresses } from "./chaosTokens.ts";
import type { DiskFaults } from "./failingDisk.ts";

/** Something to plan: which of the pool's items, and with which message. */
export interface Pick {
  readonly poolIndex: number;
  readonly message: string;
}

/** What the process is told. */
export type SenderTask =
  /** Begins anew: another office, another journal. */
  | {
      readonly kind: "open";
      readonly folder: string;
      readonly addresses: SignInAddresses & { readonly graphOrigin: string };
      readonly itemsPerRequest: number;
      readonly disk: DiskFaults;
    }
  /** Confirms a plan, without a hold, and answers when everything has ended; stops after that many outcomes. */
  | {
      readonly kind: "send";
      readonly runId: string;
      readonly documentId: string;
      readonly picks: readonly Pick[];
      readonly stopAfter?: number;
    }
  /** Mends the disk, and looks up everything that is unsure, in this window and left behind by others. */
  | { readonly kind: "look" };

/** What it answers. */
export type SenderAnswer =
  /** What the window shows of each item. */
  | { readonly kind: "ended"; readonly statuses: readonly ItemStatus[] }
  | { readonly kind: "runElsewhere" }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: string };
