using System.Diagnostics;
using FsCheck.Fluent;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using static RulesRouter.Benchmarks.Tables.Figures;

namespace RulesRouter.Benchmarks.Proving;

/// <summary>
/// Proving every claim about a policy over 15 attributes, compared with deciding 1,000 requests. Each takes seconds, so it is measured a
/// few times.
/// </summary>
internal sealed class ProvingMeasurement : IMeasurement
{
    private const string Subject = "prove";
    private const string Thousand = "decide 1,000 requests";

    private static readonly DateTimeOffset At = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public IEnumerable<Measurement> Measure(bool quick)
    {
        foreach (var rules in (int[])[50, 200])
        {
            var set = PolicyCompiler.Compile(new PolicySet([RuleFamily.Policy(rules, seed: 1)]), ModelCatalog.Empty, "", "").Set!;
            var requests = Gen.Sample(RequestDraw.Requests(set, "family", At, false).Generator, 1_000);
            var rounds = Enumerable.Range(0, quick ? 2 : 5)
                .Select(_ => (Decide: TimeOf(() => requests.Count(drawn => drawn.Witness.Decide(set).Decision is not null)),
                    Prove: TimeOf(() => new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false)).Structure("family")
                    .Length)))
                .ToList();
            yield return new(Subject, $"Rules={rules}", Thousand, Middle(rounds.Select(round => round.Decide)), "ns", null, null, "", null);
            yield return new(
                Subject,
                $"Rules={rules}",
                "prove every claim",
                Middle(rounds.Select(round => round.Prove)),
                "ns",
                null,
                Middle(rounds.Select(round => round.Prove / round.Decide)),
                Thousand,
                null);
        }
    }

    private static double TimeOf(Func<int> work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
