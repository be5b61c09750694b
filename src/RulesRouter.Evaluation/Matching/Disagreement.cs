using RulesRouter.Names;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>A rule for whose condition the index and RulesEngine give different results.</summary>
/// <param name="Rule">Qualified id.</param>
/// <param name="Facts">The facts that the condition reads, with their values. Prompts are not facts.</param>
internal sealed record Disagreement(string Rule, Truth Index, Truth Reference, string Facts)
{
    public override string ToString() =>
        $"{Rule} is {EnumNames<Truth>.NameOf(Index)} in the index and {EnumNames<Truth>.NameOf(Reference)} in RulesEngine{(Facts.Length > 0 ? $" ({Facts})" : "")}";
}
