/**
 * The OpenID document of the sandbox's sign-in: where its endpoints are.
 * Source: https://openid.net/specs/openid-connect-discovery-1_0.html
 */

/** The document for one tenant, to be written as JSON. */
export function openIdDocument(origin: string, tenantId: string): Readonly<Record<string, unknown>> {
  const endpoints = `${origin}/${tenantId}/oauth2/v2.0`;
  return {
    issuer: `${origin}/${tenantId}/v2.0`,
    authorization_endpoint: `${endpoints}/authorize`,
    token_endpoint: `${endpoints}/token`,
    device_authorization_endpoint: `${endpoints}/devicecode`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
    response_types_supported: ["code"],
    response_modes_supported: ["form_post"],
    grant_types_supported: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    id_token_signing_alg_values_supported: ["HS256"],
    subject_types_supported: ["pairwise"],
  };
}
