using RulesRouter.Constraints;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>One line under a rule's <c>constrain:</c>.</summary>
internal sealed record ConstraintClause(ConstraintDefinition Definition, ConstraintValue Value, SourceSpan Span)
{
    public Enforcement Enforcement { get; init; }

    /// <summary>Whether waivers may lift it.</summary>
    public bool IsWaivable { get; init; }

    /// <summary>The parameter that sets the number; null for a literal. The number is NaN until layers are resolved.</summary>
    public string? Parameter { get; init; }
}
