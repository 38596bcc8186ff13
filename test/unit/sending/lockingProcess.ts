/** Locks a plan document in a process of its own, says whether it could, and keeps it. Started by planLocks.test.ts. */
import { lockPlan } from "../../../src/sending/planLocks.ts";

const [, , folder = "", documentId = ""] = process.argv;
const lock = await lockPlan(folder, documentId, `${process.pid}`);
process.send?.(lock !== undefined);
setInterval(() => undefined, 60_000);
process.on("disconnect", () => process.exit());
