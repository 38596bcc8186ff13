/** A sign-in service with three sample accounts, behind a real socket on this machine where a test needs one. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxAccount } from "../../../src/sandbox/sandboxContract.ts";
import { createSignInService, type SandboxSignIn } from "../../../src/sandbox/signIn/signInService.ts";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const clientId = "22222222-2222-4222-8222-222222222222";
export const organizer: SandboxAccount = {
  id: "33333333-3333-4333-8333-333333333333",
  username: "ana@contoso.example",
  name: "Ana Ionescu",
  tenantId,
  isPersonal: false,
  about: "Organizer: two Bookings businesses",
};
export const colleague: SandboxAccount = {
  id: "44444444-4444-4444-8444-444444444444",
  username: "ben@contoso.example",
  name: "Ben <Ó'Hara>",
  tenantId,
  isPersonal: false,
  about: "Attendee",
};
export const personal: SandboxAccount = {
  id: "00000000-0000-0000-5555-555555555555",
  username: "cleo@outlook.example",
  name: "Cleo",
  tenantId: "9188040d-6c67-4c5b-b112-36a304b66dad",
  isPersonal: true,
  about: "Personal account: no Bookings",
};
export const accounts = [organizer, colleague, personal];

/** A sign-in service on a port of its own. */
export interface RunningSignIn extends SandboxSignIn {
  readonly origin: string;
  /** Adds to what the service takes for the current time. */
  advance(durationMs: number): void;
  /** Called when a request has been taken in, before it is answered. */
  beforeAnswer: (path: string) => Promise<void>;
  /** Paths of the requests so far, with their methods. */
  readonly requests: string[];
  stop(): Promise<void>;
}

const running = new Set<RunningSignIn>();

/** Stops every sign-in service that still runs. */
export async function stopSignIns(): Promise<void> {
  await Promise.all([...running].map((signIn) => signIn.stop()));
}

/** Starts a sign-in service on a free port of 127.0.0.1. */
export async function startSignIn(options: { deviceCodeIntervalSeconds?: number } = {}): Promise<RunningSignIn> {
  let offsetMs = 0;
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url?.split("?")[0]}`);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = new Request(`http://localhost${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      });
      void signIn
        .beforeAnswer(incoming.url ?? "")
        .then(() => service.handle(request))
        .then(async (answer) => {
          outgoing.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []));
          outgoing.end(await answer?.text());
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const now = () => Date.now() + offsetMs;
  const service = createSignInService({ accounts, origin, now, clientId, tenantId, ...options });
  const signIn: RunningSignIn = {
    ...service,
    origin,
    requests,
    beforeAnswer: () => Promise.resolve(),
    advance(durationMs) {
      offsetMs += durationMs;
    },
    async stop() {
      running.delete(signIn);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  running.add(signIn);
  return signIn;
}
