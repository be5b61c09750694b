using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>What the rules that matched say together (semantics 1 to 4).</summary>
/// <param name="Selecting">The rule whose selection holds.</param>
internal sealed record MatchedRules(
    ConstraintSet Constraints,
    ObligationSet Obligations,
    ImmutableArray<CompiledRule> Denying,
    CompiledRule Selecting,
    ImmutableArray<Truth> Truths)
{
    public static MatchedRules Of(CompiledPolicy policy, ImmutableArray<Truth> truths, IEnumerable<(string, ConstraintDefinition, ConstraintValue)> demandsOfTheRequest)
    {
        var rules = policy.Rules;
        var protecting = Enumerable.Range(0, rules.Length).Where(index => truths[index] != Truth.False).Select(index => rules[index]).ToList();
        return new MatchedRules(
            ConstraintSet.Combine([
                .. protecting.SelectMany(rule => rule.Rule.Constraints.Select(clause => (rule.QualifiedId, clause.Definition, clause.Value))),
                .. demandsOfTheRequest]),
            ObligationSet.Combine(protecting.SelectMany(rule => rule.Rule.Obligations.Select(clause => (rule.QualifiedId, clause.Definition, clause.Value)))),
            [.. protecting.Where(rule => rule.Rule.Denies)],
            policy.InSelectionOrder.Where(index => truths[index] == Truth.True).Select(index => rules[index]).First(),
            truths);
    }
}
