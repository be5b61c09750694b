using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>A rule for whose condition the index and RulesEngine give different results.</summary>
/// <param name="Rule">Qualified id.</param>
public sealed record Disagreement(string Rule, Truth Index, Truth Reference)
{
    public override string ToString() => $"{Rule} is {Index.ToString().ToLowerInvariant()} in the index and {Reference.ToString().ToLowerInvariant()} in RulesEngine";
}
