using RulesRouter.Access;

namespace RulesRouter.Service.Access;

/// <summary>The scope that an endpoint needs.</summary>
internal sealed record NeededScope(AccessScope Scope);
