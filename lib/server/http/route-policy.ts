/** Who may ask, and what kind of request it is. Every route handler states one (route.ts). */
export interface RoutePolicy {
  /**
   * `session`: where a password is set, whoever gave it. `public-token`: whoever holds the share token in
   * the path. `open`: anybody; only for giving the password.
   */
  access: 'session' | 'public-token' | 'open';
  kind: 'read' | 'json-mutation' | 'upload' | 'stream';
}
