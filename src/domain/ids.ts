/** For the doors, which know no database. */
export { isId } from "../database/ids.js";
