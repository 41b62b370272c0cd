import type { FastifyPluginAsync } from "fastify";
import type { Config } from "../config.js";
import { readBodies } from "./body.js";
import { documentation } from "./docs.js";
import { commonAnswers, type CreateContext, register } from "./router.js";
import { routes } from "./routes.js";

export interface RestDoorOptions {
  config: Config;
  createContext: CreateContext;
  /** Where the door is, such as `/v1`. */
  prefix: string;
}

/** The door for programs that were written for the original service. */
export const restDoor: FastifyPluginAsync<RestDoorOptions> = async (app, { config, createContext, prefix }) => {
  readBodies(app, config.REST_BODY_BYTES);
  commonAnswers(app, prefix);
  register(app, routes, createContext);
  documentation(app);
};
