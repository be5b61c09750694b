using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>One line under a rule's <c>constrain:</c>.</summary>
public sealed record ConstraintClause(ConstraintDefinition Definition, ConstraintValue Value, SourceSpan Span);
