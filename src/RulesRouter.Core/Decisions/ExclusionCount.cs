namespace RulesRouter.Decisions;

/// <summary>Endpoints of the catalog that a constraint excludes from a decision, and none before it.</summary>
/// <param name="Constraint">Name as of <see cref="EndpointConstraint"/>.</param>
internal readonly record struct ExclusionCount(string Constraint, int Endpoints);
