using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>The eligible endpoints of one arm of a split, or of a whole selection.</summary>
/// <param name="Name">Null if the selection does not split.</param>
/// <param name="Rule">The selecting rule with the preferences of this arm.</param>
internal sealed record FilteredArm(string? Name, CompiledRule Rule, EndpointFilters Filters, Eligibility Eligibility)
{
    /// <summary>Indices of the eligible endpoints in the order in which the selection takes those that rank equal.</summary>
    public ImmutableArray<int> InTieOrder => Eligibility.InTieOrder(Rule.Rule.Selection!);

    public bool IsEmpty => Eligibility.Passed.IsEmpty;
}
