using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Verification.Properties;

namespace RulesRouter.Verification.Suites;

/// <summary>Shows the rules behind a failed expectation, each with its condition and the value of every operand.</summary>
internal static class DecidingRules
{
    /// <summary>The selecting rule, rules named by the expectation, and rules that set a named constraint or obligation.</summary>
    public static IEnumerable<string> Show(CompiledPolicy policy, CaseExpectation expect, DecisionAnswer answer)
    {
        var trace = answer.Decision!.Explanation.Trace!;
        for (var index = 0; index < policy.Rules.Length; index++)
        {
            var rule = policy.Rules[index];
            if (!rule.Rule.IsDefault && (Selects(trace.Rules[index]) || IsNamed(rule, expect)))
            {
                yield return $"  {rule.QualifiedId} is {EnumNames<Truth>.NameOf(trace.Rules[index].Truth)}: {rule.Rule.When!.Text.ReplaceLineEndings(" ").Trim()}";
                yield return $"    where {OperandFormat.Of(rule.Condition, answer.Facts!)}";
            }
        }
    }

    private static bool Selects(RuleTrace rule) => rule.Effects.Any(effect => effect.StartsWith("selects by", StringComparison.Ordinal));

    private static bool IsNamed(CompiledRule rule, CaseExpectation expect) =>
        rule.QualifiedId == expect.SelectedBy
        || expect.Matched.Contains(rule.QualifiedId)
        || expect.NotMatched.Contains(rule.QualifiedId)
        || rule.Rule.Constraints.Any(clause => Covers(expect.Constraints, clause.Definition.Name))
        || rule.Rule.Obligations.Any(clause => Covers(expect.Obligations, clause.Definition.Name))
        || (rule.Rule.Denies && expect.Outcome is not null);

    private static bool Covers(ImmutableArray<string>? expected, string name) =>
        expected is { } names && (names.IsEmpty || names.Contains(name));
}
