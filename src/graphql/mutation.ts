import type { InputFieldMap, InputShapeFromFields, FieldMap } from "@pothos/core";
import type { Context } from "../domain/context.js";
import { createLoaders } from "../domain/loaders.js";
import { builder, type InputFields, type OutputFields } from "./builder.js";
import { refuseMismatch } from "./idempotency.js";
import { type UserError, type UserErrorCode, userErrorCodes, userErrors } from "./errors.js";

const ErrorCodeEnum = builder.enumType("ErrorCode", {
  description: "Why a mutation was refused, where the caller can mend it.",
  values: Object.fromEntries(
    Object.entries(userErrorCodes).map(([code, description]) => [code, { description, value: code }]),
  ) as Record<UserErrorCode, { description: string; value: UserErrorCode }>,
});

const UserErrorType = builder.objectRef<UserError>("UserError").implement({
  description: "Something that the caller can mend.",
  fields: (t) => ({
    code: t.field({
      type: ErrorCodeEnum,
      nullable: false,
      description: "For programs.",
      resolve: (error) => error.code,
    }),
    message: t.exposeString("message", { nullable: false, description: "For people, in English." }),
    field: t.exposeStringList("field", {
      nullable: { list: true, items: false },
      description: "The way to the field of the input that it is about; null where it is about none.",
    }),
  }),
});

/** The fields of a payload besides userErrors. */
export type PayloadFields<Result> = (t: OutputFields<Payload<Result>>) => FieldMap;

/** The payload of what deletes: the global id. `what` was it, in its description. */
export const deletedIdPayload =
  (what: string): PayloadFields<string> =>
  (t) => ({
    deletedId: t.id({
      description: `The global id of ${what}; null where refused.`,
      resolve: (answer) => answer.result,
    }),
  });

/** What a payload is resolved from: the result, null where refused. */
export interface Payload<Result> {
  result: Result | null;
  userErrors: UserError[];
}

/**
 * Adds the mutation `name(input: NameInput!): NamePayload!`. A refusal that the caller can mend becomes userErrors; the
 * loaders are made anew after the write, so that the answer shows what is there now.
 */
export function mutation<Fields extends InputFieldMap, Result>(
  name: string,
  options: {
    description: string;
    input: (t: InputFields) => Fields;
    payload: PayloadFields<Result>;
    run: (input: InputShapeFromFields<Fields>, context: Context) => Promise<Result>;
    /** What the caller can mend although there is a result, such as a report of what is wrong; nothing was written then. */
    mendable?: (result: Result, input: InputShapeFromFields<Fields>) => UserError[];
  },
): void {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const Input = builder.inputRef<object>(`${title}Input`).implement({
    description: `What ${name} takes.`,
    // The ref says object, so that its fields need not be known here; run is typed by them.
    fields: options.input,
  });
  const PayloadType = builder.objectRef<Payload<Result>>(`${title}Payload`).implement({
    description: `What ${name} answers.`,
    fields: (t) => ({
      ...(options.payload(t as unknown as OutputFields<Payload<Result>>) as object),
      userErrors: t.field({
        type: [UserErrorType],
        nullable: false,
        description: "Why nothing was done; empty where it was.",
        resolve: (payload) => payload.userErrors,
      }),
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: PayloadType,
      nullable: false,
      description: options.description,
      args: { input: t.arg({ type: Input, required: true, description: "The input." }) },
      resolve: async (_root, { input }, context): Promise<Payload<Result>> => {
        try {
          refuseMismatch(context);
          const given = input as InputShapeFromFields<Fields>;
          const result = await options.run(given, context);
          return { result, userErrors: options.mendable?.(result, given) ?? [] };
        } catch (error) {
          const refusals = userErrors(error);
          if (!refusals) throw error;
          return { result: null, userErrors: refusals };
        } finally {
          context.loaders = createLoaders(context);
        }
      },
    }),
  );
}
