using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>First match (semantics 3): the rule that selects.</summary>
internal static class SelectingRule
{
    /// <summary>Index of the rule; a default always matches.</summary>
    public static int Of(CompiledPolicy policy, RequestFacts facts, Matches matches)
    {
        var (selected, best) = (-1, int.MaxValue);
        foreach (var entry in matches.Entries)
        {
            var rule = Matches.RuleOf(entry);
            if (Matches.TruthOf(entry) == Truth.True && policy.SelectionPlace[rule] < best)
            {
                (selected, best) = (rule, policy.SelectionPlace[rule]);
            }
        }

        foreach (var deferred in policy.DeferredSelections)
        {
            if (deferred.Place >= best)
            {
                break;
            }

            if (deferred.Condition(facts) == Truth.True)
            {
                return deferred.Rule;
            }
        }

        return selected;
    }
}
