/** Words for what stands between this machine and Microsoft's services: whose certificate, which proxy or page, and what to do. */
import { l10n } from "vscode";
import type { NetworkProblem } from "../graph/networkError.ts";
import { plainNotice } from "./markdownText.ts";

/** Words for a certificate, a proxy or a page that stands in the way. */
export function describeNetworkProblem(problem: NetworkProblem): { readonly short: string; readonly sentence: string } {
  switch (problem.kind) {
    case "certificate":
      return { short: l10n.t("certificate not trusted"), sentence: describeCertificate(problem) };
    case "proxy":
      return { short: l10n.t("proxy"), sentence: describeProxy(problem) };
    case "page":
      return {
        short: l10n.t("sign-in page of a network"),
        sentence: l10n.t(
          "A web page answered in the place of {0} (HTTP {1}). {2}",
          problem.host,
          problem.code,
          whatPagesMean(),
        ),
      };
    default:
      return problem satisfies never;
  }
}

/** What to do where a page answered that is not Microsoft's. */
export function whatPagesMean(): string {
  return l10n.t(
    "As a rule that is the sign-in page of a network, as in hotels and trains, or a filter of your organisation. Open a browser, sign in to your network there, and try again.",
  );
}

function describeCertificate({ host, code, issuer }: Extract<NetworkProblem, { kind: "certificate" }>): string {
  // Whoever made the certificate chose the name.
  const issuedBy = issuer === undefined ? l10n.t("an unknown issuer") : plainNotice(issuer);
  switch (code) {
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID":
      return l10n.t(
        "The certificate of {0}, issued by “{1}”, is not valid today ({2}). Nothing was sent. Check this machine's clock; if it is right, tell whoever runs your network.",
        host,
        issuedBy,
        code,
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
    case "HOSTNAME_MISMATCH":
      return l10n.t(
        "What answered for {0} has a certificate for another host, issued by “{1}” ({2}). Nothing was sent. A sign-in page of your network may stand in between: open a browser, or tell whoever runs your network.",
        host,
        issuedBy,
        code,
      );
    default:
      return l10n.t(
        "The certificate of {0} was issued by “{1}”, which this machine does not trust ({2}). Nothing was sent. If your organisation inspects connections, install its root certificate in the operating system, or name its file in NODE_EXTRA_CA_CERTS and restart VS Code.",
        host,
        issuedBy,
        code,
      );
  }
}

function describeProxy({ proxy, status, schemes, code }: Extract<NetworkProblem, { kind: "proxy" }>): string {
  if (code === "ERR_INVALID_URL") {
    return l10n.t(
      "The proxy's address cannot be used: it has to be like http://proxy.contoso.com:8080. Check the setting “http.proxy” and the environment variable HTTPS_PROXY.",
    );
  }
  if (status === 407 && schemes !== undefined && !schemes.some((scheme) => /^basic$/i.test(scheme))) {
    return l10n.t(
      "The proxy {0} wants a sign-in that Unbook cannot give (HTTP 407: {1}). Nothing was sent. Ask whoever runs it to let Microsoft's hosts pass without it and list them in “http.noProxy”, or name a proxy on this machine in “http.proxy” that signs in for you.",
      proxy,
      schemes.map(plainNotice).join(", "),
    );
  }
  if (status === 407) {
    return l10n.t(
      "The proxy {0} asks for a name and a password (HTTP 407). Nothing was sent. Set “http.proxy” as http://name:password@host:port, or “http.proxyAuthorization”, in your user settings.",
      proxy,
    );
  }
  if (status !== undefined) {
    return l10n.t(
      "The proxy {0} does not let the request pass (HTTP {1}). Nothing was sent. Ask whoever runs it, or list the host in “http.noProxy”.",
      proxy,
      status,
    );
  }
  return l10n.t(
    "The proxy {0} cannot be reached ({1}). Nothing was sent. Check the setting “http.proxy” and the environment variable HTTPS_PROXY.",
    proxy,
    code,
  );
}
