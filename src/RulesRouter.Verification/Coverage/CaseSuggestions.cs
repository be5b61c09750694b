using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Suites;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Coverage;

/// <summary>A case that meets goals which no existing case meets.</summary>
/// <param name="Meets">Statements of the goals; the first one is the case's name.</param>
/// <param name="Text">YAML for <c>cases:</c> of a suite of the policy.</param>
internal sealed record SuggestedCase(string Policy, ImmutableArray<string> Meets, string Text);

/// <summary>Chooses cases that meet every missing goal with a witness, regions first because they meet the most goals at once.</summary>
internal static class CaseSuggestions
{
    private static readonly ImmutableArray<CoverageKind> Order =
    [
        CoverageKind.Region,
        CoverageKind.Rule,
        CoverageKind.Deciding,
        CoverageKind.Branch,
    ];

    public static ImmutableArray<SuggestedCase> For(CompiledPolicySet set, CoverageMeasurement measurement, CoverageReport report)
    {
        var open = report.Goals.Where(result => result is { State: GoalState.Missing, Witness: not null })
            .OrderBy(result => Order.IndexOf(result.Goal.Kind))
            .ToList();
        var suggestions = ImmutableArray.CreateBuilder<SuggestedCase>();
        while (open.Count > 0)
        {
            var witness = open[0].Witness!;
            var answer = witness.Decide(set);
            var met = measurement.Met(witness.Recorded.Request.Policy, answer.Facts!).ToHashSet();
            var meets = open.Where(result => result == open[0] || met.Contains(result.Goal.Key)).ToList();
            var policy = witness.Recorded.Request.Policy;
            suggestions.Add(
                new SuggestedCase(
                    policy,
                    [.. meets.Select(result => result.Goal.Statement)],
                    WitnessWriter.Case(witness, meets[0].Goal.Statement, ExpectationFormat.Of(answer.Decision!)) + "\n"));
            open.RemoveAll(meets.Contains);
        }

        return [.. suggestions.OrderBy(suggestion => suggestion.Policy, StringComparer.Ordinal)];
    }
}
