using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Indexing;

/// <summary>A rule about whose condition the executors differ.</summary>
/// <param name="Rule">Qualified.</param>
public sealed record Disagreement(string Rule, Truth Index, Truth Reference)
{
    public override string ToString() => $"{Rule} is {Index.ToString().ToLowerInvariant()} by the index and {Reference.ToString().ToLowerInvariant()} by RulesEngine";
}
