using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>The two executors of the same workflow: RulesEngine, rule by rule, and the index.</summary>
[Description("match, by both executors")]
public class StockRulesEngineBenchmark
{
    private readonly Matches matches = new();
    private CompiledPolicy policy = null!;
    private ImmutableArray<RequestFacts> requests;
    private int next;

    [Params(10, 100, 1_000)]
    public int Rules { get; set; }

    [GlobalSetup(Target = nameof(Index))]
    public void Compile()
    {
        policy = MatchingWorkload.Policy(Rules);
        requests = MatchingWorkload.Facts(Rules);
    }

    /// <summary>Registers every rule with RulesEngine first, outside the measurement.</summary>
    [GlobalSetup(Target = nameof(StockRulesEngine))]
    public void CompileAndRegister()
    {
        Compile();
        policy.Reference.Match(requests[0], matches);
    }

    [Benchmark(Baseline = true, Description = "stock RulesEngine")]
    public int StockRulesEngine()
    {
        policy.Reference.Match(requests[next++ & 255], matches);
        return matches.Count;
    }

    [Benchmark(Description = "index")]
    public int Index()
    {
        policy.Index.Match(requests[next++ & 255], matches);
        return matches.Count;
    }
}
