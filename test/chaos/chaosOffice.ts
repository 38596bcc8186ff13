/** The office that every course begins with: the same at each start, so that its items are read once for all of them. */
import type { Sandbox, SandboxExchange } from "../../src/sandbox/sandboxContract.ts";
import { startSandbox } from "../../src/sandbox/startSandbox.ts";
import type { TokenSource } from "../../src/account/tokenSource.ts";
import { chaosTokens } from "./chaosTokens.ts";
import type { SignInAddresses } from "./chaosTokens.ts";

/** Who plans, and what she is allowed. */
export const ana = "ana.silva@contoso.com";

/** A year from the Monday on which all of it begins. */
export const year = { startUtc: Date.UTC(2026, 10, 23), endUtc: Date.UTC(2027, 10, 22) };

const scopes = [
  "Calendars.ReadWrite",
  "Calendars.ReadWrite.Shared",
  "Group.ReadWrite.All",
  "Bookings.Read.All",
  "BookingsAppointment.ReadWrite.All",
];

/** Ana's tokens. */
export function anasTokens(addresses: SignInAddresses): TokenSource {
  return chaosTokens(addresses, ana, scopes);
}

/** Opens an office. */
export async function openOffice(onExchange: (exchange: SandboxExchange) => void = () => undefined): Promise<Sandbox> {
  return startSandbox({
    nowUtc: Date.UTC(2026, 10, 23, 7),
    timeZone: "Europe/Vienna",
    load: { events: 60, appointments: 60 },
    guesses: { bookingPageSize: 100 },
    onExchange,
  });
}
