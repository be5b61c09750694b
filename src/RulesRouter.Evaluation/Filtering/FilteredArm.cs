using RulesRouter.Evaluation.Compiling;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>The eligible endpoints of one arm of a split, or of a whole selection.</summary>
/// <param name="Name">Null if the selection does not split.</param>
/// <param name="Rule">The selecting rule with the preferences of this arm.</param>
internal sealed record FilteredArm(string? Name, CompiledRule Rule, EndpointFilters Filters, Eligibility Eligibility)
{
    public bool IsEmpty => Eligibility.Passed.IsEmpty;
}
