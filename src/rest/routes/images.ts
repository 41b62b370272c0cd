import { deleteImage } from "../../domain/organization/images/delete-image.js";
import { contentTypes, mostBytes } from "../../domain/organization/images/picture.js";
import { imageFile, organizationImage } from "../../domain/organization/images/queries.js";
import { type ImageType, imageTypes } from "../../domain/organization/images/types.js";
import { uploadImage } from "../../domain/organization/images/upload-image.js";
import type { Context } from "../../domain/context.js";
import { fileArgument, wordArgument } from "../argument.js";
import { success } from "../reads.js";
import { type Answer, route } from "../route.js";

const tag = "Images";
const type = wordArgument("Which image.", imageTypes, { required: true });
const bytes = { kind: "file", contentTypes, description: "The bytes of the image." } as const;

/** The image with its bytes. Errors: organizationImage's. */
async function shown(context: Context, id: string, type: ImageType | undefined, attachment = false): Promise<Answer> {
  return { file: { ...imageFile(context, await organizationImage(context, id, type)), attachment } };
}

export const imageRoutes = [
  route({
    method: "POST",
    path: "/Organizations/:id/images",
    oldNames: [{ method: "POST", path: "/Organizations/:id/upload-image" }],
    tag,
    summary: "Upload an image",
    description:
      "A PNG, JPEG, WebP or GIF of at most 1 MB and 4096 × 4096 pixels, in place of the one before. It is decoded and encoded anew, without its metadata. `type` can be in the form or in the query; where both have it, the form's counts.",
    args: { type, file: fileArgument("The picture.", mostBytes, { required: true }) },
    refusals: [422],
    answers: { kind: "success" },
    run: async ({ context, params: { id = "" }, args }) => {
      await uploadImage(context, id, args);
      return success();
    },
  }),
  route({
    method: "GET",
    path: "/Organizations/:id/images",
    operationId: "getImageOfOrganization",
    tag,
    summary: "An image",
    args: { type },
    answers: bytes,
    run: ({ context, params: { id = "" }, args }) => shown(context, id, args.type),
  }),
  ...imageTypes.map((type) =>
    route({
      method: "GET",
      path: `/Organizations/:id/images/${type}`,
      tag,
      summary: `The ${type}`,
      answers: bytes,
      run: ({ context, params: { id = "" } }) => shown(context, id, type),
    }),
  ),
  route({
    method: "GET",
    path: "/Organizations/:id/download-image",
    tag,
    summary: "An image, to keep",
    args: { type },
    answers: bytes,
    run: ({ context, params: { id = "" }, args }) => shown(context, id, args.type, true),
  }),
  route({
    method: "DELETE",
    path: "/Organizations/:id/images",
    operationId: "removeImageOfOrganization",
    oldNames: [{ method: "DELETE", path: "/Organizations/:id/delete-image" }],
    tag,
    summary: "Delete an image",
    args: { type },
    refusals: [422],
    answers: { kind: "count" },
    run: async ({ context, params: { id = "" }, args }) => ({
      body: { count: await deleteImage(context, id, args.type) },
    }),
  }),
];
