using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>
/// Thousands of rules compared with six look-ups in frozen dictionaries of as many entries: the lower bound for six facts.
/// </summary>
[Description("match, beside look-ups")]
public class LookUpsBenchmark
{
    private readonly Matches matches = new();
    private CompiledPolicy policy = null!;
    private ImmutableArray<RequestFacts> requests;
    private ImmutableArray<string[]> keys;
    private FrozenDictionary<string, int>[] dictionaries = [];
    private int next;

    [Params(1_000, 5_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        policy = MatchingWorkload.Policy(Rules);
        requests = MatchingWorkload.Facts(Rules);
        var teams = RuleWorkload.Teams(Rules);
        dictionaries =
        [
            .. Enumerable.Range(0, 6).Select(
                number => Enumerable.Range(0, teams).ToFrozenDictionary(team => Key(number, team), StringComparer.Ordinal)),
        ];
        keys =
        [
            .. Enumerable.Range(0, 256).Select(
                request => Enumerable.Range(0, 6).Select(number => Key(number, request * 31 % teams)).ToArray()),
        ];
    }

    [Benchmark(Baseline = true, Description = "six look-ups")]
    public int SixLookUps()
    {
        var asked = keys[next++ & 255];
        var sum = 0;
        for (var number = 0; number < 6; number++)
        {
            sum += dictionaries[number][asked[number]];
        }

        return sum;
    }

    [Benchmark(Description = "index")]
    public int Index()
    {
        policy.Index.Match(requests[next++ & 255], matches);
        return matches.Count;
    }

    private static string Key(int number, int team) => string.Create(CultureInfo.InvariantCulture, $"fact-{number}-team-{team}");
}
