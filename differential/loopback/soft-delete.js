/**
 * The soft delete of the original service, a mixin of its own: deleted categories are in no answer, unless the filter of
 * the list itself says `deleted`.
 */
export function softDelete(app) {
  const { Category, Organization } = app.models;

  // Relations hand on only what they know of a filter; the options of the request reach the query.
  Organization.beforeRemote("prototype.__get__categories", (context, _instance, next) => {
    const { filter, options } = context.args;
    if (filter?.deleted) context.args.options = { ...options, deletedToo: true };
    next();
  });

  Category.observe("access", (context, next) => {
    const { query, options } = context;
    if (options.deletedToo) {
      // For the list alone, not for categories that are included in what it includes.
      delete options.deletedToo;
      next();
      return;
    }
    const alive = { _isDeleted: { neq: true } };
    query.where = query.where ? { and: [query.where, alive] } : alive;
    next();
  });
}
