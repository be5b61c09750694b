using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Matching;

/// <summary>Every rule's three-valued truth for one request.</summary>
[Description("match all rules")]
public class MatchingBenchmark
{
    private CompiledPolicy policy = null!;
    private ImmutableArray<RequestFacts> requests;
    private Truth[] truths = [];
    private int next;

    [Params(10, 100)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        policy = PolicyCompiler.Compile(new PolicySet([RuleWorkload.Policy(Rules)]), ModelCatalog.Empty, "", "").Set!.Find("bench")!;
        requests = RequestWorkload.Facts(policy, Rules);
        truths = new Truth[policy.Rules.Length];
    }

    [Benchmark(Baseline = true, Description = "stock RulesEngine")]
    public Truth StockRulesEngine()
    {
        policy.Matcher.Match(Next(), truths);
        return truths[0];
    }

    private RequestFacts Next() => requests[next++ & 255];
}
