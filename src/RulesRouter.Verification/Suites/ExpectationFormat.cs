using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Wire.Decisions;

namespace RulesRouter.Verification.Suites;

/// <summary>
/// Writes a decision as the <c>expect:</c> of a case: outcome, selecting rule, constraints of rules, obligations and denial. The endpoint
/// is omitted because prices change.
/// </summary>
internal static class ExpectationFormat
{
    /// <param name="decision">A decision with trace.</param>
    public static string Of(Decision decision)
    {
        var parts = new List<string> { $"outcome: {DecisionWriter.OutcomeOf(decision)}" };
        if (decision is Denied denial)
        {
            parts.Add($"denial: {EnumNames<DenialCode>.NameOf(denial.Code)}");
        }

        if (
            decision.Explanation.Trace!.Rules
                .FirstOrDefault(
                    rule =>
                        rule.Truth == Truth.True
                            && rule.Effects.Any(effect => effect.StartsWith("selects by", StringComparison.Ordinal))) is { } selecting)
        {
            parts.Add($"selectedBy: {selecting.Id}");
        }

        Add(
            "constraints",
            decision.Constraints.Rows.Where(row => row.From.Any(from => from.Contains('/'))).Select(row => row.Definition.Name));
        Add("obligations", decision.Obligations.Rows.Select(row => row.Definition.Name));
        return $"{{ {string.Join(", ", parts)} }}";

        void Add(string what, IEnumerable<string> names)
        {
            if (names.ToList() is { Count: > 0 } list)
            {
                parts.Add($"{what}: [{string.Join(", ", list)}]");
            }
        }
    }
}
