import { ObjectId } from "bson";

const form = /^[0-9a-f]{24}$/;

/** A new id: 24 lower-case hex characters, time-ordered, unique across all objects. */
export const newId = (): string => new ObjectId().toHexString();

/** Whether the text has the form of an id. Upper-case hex is not accepted; callers lower it where their door allows it. */
export const isId = (text: string): boolean => form.test(text);
