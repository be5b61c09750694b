using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>All rules that match one request, compared with a compiled chain of ifs.</summary>
[Description("match")]
public class MatchingBenchmark
{
    private readonly Matches matches = new();
    private CompiledPolicy policy = null!;
    private ImmutableArray<RequestFacts> requests;
    private ImmutableArray<ChainFacts> chainRequests;
    private IfChain chain = null!;
    private int next;

    [Params(10, 100, 1_000, 5_000, 50_000)]
    public int Rules { get; set; }

    [GlobalSetup(Target = nameof(Ifs))]
    public void CompileIfs()
    {
        policy = MatchingWorkload.Policy(Rules);
        chain = new IfChain(policy.Schema, [.. policy.Rules.Select(rule => rule.Condition)]);
        chainRequests = [.. MatchingWorkload.Facts(Rules).Select(ChainFacts.Of)];
    }

    [GlobalSetup(Target = nameof(Index))]
    public void CompileIndex()
    {
        policy = MatchingWorkload.Policy(Rules);
        requests = MatchingWorkload.Facts(Rules);
    }

    [Benchmark(Baseline = true, Description = "chain of ifs")]
    public int Ifs() => chain.Match(chainRequests[next++ & 255]);

    [Goal(1.0, "Rules=1000")]
    [Goal(0.3, "Rules=5000")]
    [Benchmark(Description = "index")]
    public int Index()
    {
        policy.Index.Match(requests[next++ & 255], matches);
        return matches.Count;
    }
}
