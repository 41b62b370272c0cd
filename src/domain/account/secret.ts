import { createHash, randomInt } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const length = 64;
const form = /^[A-Za-z0-9]{64}$/;

/** 64 letters and digits that nobody guesses: an access token, or the token in a mail. */
export const newSecret = (): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");

/** All that is stored of a secret: it is too long to be found by trying, so that a plain SHA-256 is enough. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Whether the text can be a secret of ours; what cannot costs no statement. */
export const isSecret = (text: string): boolean => form.test(text);
