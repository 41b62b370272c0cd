/** Where exports are fetched, below the address at which people reach the server. */
export const exportsPath = "/files/exports";

/** The path of the link that has this secret: mails put the public address before it when they are sent. */
export const exportPath = (secret: string): string => `${exportsPath}?link=${secret}`;

/** The secret of a link; "" where it has none, which leads nowhere. */
export const secretOf = (url: string): string => new URL(url, "http://localhost").searchParams.get("link") ?? "";
