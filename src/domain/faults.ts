/** For the doors, which know no database: whether a fault means that trying again later may help. */
export { isUnavailable } from "../database/errors.js";
