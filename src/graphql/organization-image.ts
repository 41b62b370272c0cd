import type { Context } from "../domain/context.js";
import { imageLink } from "../domain/organization/images/image-link.js";
import { deleteImage } from "../domain/organization/images/delete-image.js";
import type { ImageView } from "../domain/organization/images/queries.js";
import { uploadImage } from "../domain/organization/images/upload-image.js";
import type { ImageType } from "../domain/organization/images/types.js";
import { success } from "./account.js";
import { builder } from "./builder.js";
import { databaseId } from "./ids.js";
import { mutation, type PayloadFields } from "./mutation.js";
import { Organization } from "./organization.js";

const OrganizationImageType = builder.enumType("OrganizationImageType", {
  description: "Which of an organization's images.",
  values: {
    LOGO: { value: "logo", description: "The logo." },
    SIGNATURE: { value: "signature", description: "The signature under documents." },
  } as const,
});

const OrganizationImage = builder.objectRef<ImageView>("OrganizationImage").implement({
  description: "A picture of an organization.",
  fields: (t) => ({
    url: t.field({
      type: "URL",
      nullable: false,
      description:
        "Where the bytes are, for an `<img>`: works without a token for half an hour at least and an hour at most, while the caller may read the organization and there is no newer picture. Ask for it again when a page is shown again.",
      resolve: async (image, _args, context) =>
        `${context.files.publicUrl}/files/images?link=${await imageLink(context, image)}`,
    }),
    contentType: t.exposeString("contentType", {
      nullable: false,
      description: "The media type, such as `image/png`.",
    }),
    width: t.exposeInt("width", { nullable: false, description: "In pixels." }),
    height: t.exposeInt("height", { nullable: false, description: "In pixels." }),
    byteSize: t.exposeInt("byteSize", { nullable: false, description: "In bytes." }),
  }),
});

builder.prismaObjectField(Organization, "image", (t) =>
  t.field({
    type: OrganizationImage,
    nullable: true,
    description: "Its logo or signature; null where there is none.",
    args: { type: t.arg({ type: OrganizationImageType, required: true, description: "Which one." }) },
    resolve: (organization, { type }, context) =>
      organization.viewerRole ? imageOf(context, organization.id, type) : null,
  }),
);

const imageOf = async (context: Context, organizationId: string, type: ImageType) =>
  (await context.loaders.organizationImages.load(organizationId)).find((image) => image.type === type) ?? null;

const uploaded: PayloadFields<{ id: string; type: ImageType }> = (t) => ({
  image: t.field({
    type: OrganizationImage,
    description: "The image as it is kept; null where refused.",
    resolve: ({ result }, _args, context) => (result ? imageOf(context, result.id, result.type) : null),
  }),
  organization: t.field({
    type: Organization,
    description: "The organization; null where refused.",
    resolve: ({ result }, _args, context) => (result ? context.loaders.organization.load(result.id) : null),
  }),
});

mutation("uploadOrganizationImage", {
  description:
    "Gives an organization a logo or a signature: a PNG, JPEG, WebP or GIF of at most 1 MB and 4096 × 4096 pixels, which is decoded and encoded anew without its metadata. For admins.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "The organization." }),
    type: t.field({ type: OrganizationImageType, required: true, description: "Which image." }),
    file: t.field({ type: "Upload", required: true, description: "The picture." }),
  }),
  payload: uploaded,
  run: async ({ organizationId, type, file }, context) => {
    const id = databaseId(organizationId, "Organization", "organizationId");
    await uploadImage(context, id, { type, file });
    return { id, type };
  },
});

mutation("deleteOrganizationImage", {
  description: "Deletes an organization's logo or signature; nothing changes where there is none. For admins.",
  input: (t) => ({
    organizationId: t.id({ required: true, description: "The organization." }),
    type: t.field({ type: OrganizationImageType, required: true, description: "Which image." }),
  }),
  payload: success,
  run: async ({ organizationId, type }, context) => {
    await deleteImage(context, databaseId(organizationId, "Organization", "organizationId"), type);
    return true as const;
  },
});
