/** The images that an organization can have, one of each. */
export const imageTypes = ["logo", "signature"] as const;
export type ImageType = (typeof imageTypes)[number];
