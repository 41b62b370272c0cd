/**
 * LoopBack refuses filters deeper than 12 levels. One that was put in other words here may be deeper than what it stands
 * for: with the header `x-any-depth` it is answered all the same.
 */
export function anyDepth(app) {
  app.remotes().before("**", (context, next) => {
    if (context.req.headers["x-any-depth"]) context.args.options = { ...context.args.options, maxDepthOfQuery: 100 };
    next();
  });
}
