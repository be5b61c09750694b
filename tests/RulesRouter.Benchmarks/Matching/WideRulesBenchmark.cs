using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>The workload of wide rules, RR-W1: twelve attributes, four conditions a rule, by RulesEngine and by the index.</summary>
[Description("match four conditions of 12 attributes")]
public class WideRulesBenchmark
{
    private readonly Matches matches = new();
    private CompiledPolicy policy = null!;
    private ImmutableArray<RequestFacts> requests;
    private int next;

    [Params(100, 1_000)]
    public int Rules { get; set; }

    [GlobalSetup(Target = nameof(Index))]
    public void Compile()
    {
        policy = WideWorkload.Policy(Rules);
        requests = WideWorkload.Facts(policy, Rules);
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

    [Goal(0.02)]
    [Benchmark(Description = "index")]
    public int Index()
    {
        policy.Index.Match(requests[next++ & 255], matches);
        return matches.Count;
    }
}
