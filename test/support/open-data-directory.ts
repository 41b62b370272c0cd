/** Opens the data directory that is named by its argument, says so, and closes it again. */
import { startEmbedded } from "../../src/database/embedded.js";

const embedded = await startEmbedded(process.argv[2] ?? "");
process.stdout.write("opened\n");
await embedded.close();
