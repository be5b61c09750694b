using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Matching;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>A whole decision, from the request to the decision object: facts, matching, combining, filtering, ranking, a chain of three.</summary>
public abstract class DecisionCase
{
    private PolicyDecisionPoint point = null!;
    private RouterByHand byHand = null!;
    private ImmutableArray<DecisionRequest> requests;
    private ImmutableArray<ChainFacts> facts;
    private int next;

    protected void Prepare(int rules, int endpoints)
    {
        var set = WorkloadFolder.Load(rules, endpoints);
        point = new PolicyDecisionPoint(set, NoClassifier.Instance, new DecisionSettings());
        requests = RequestWorkload.Requests(rules);
        facts = [.. RequestWorkload.Facts(set.Find("bench")!, rules).Select(ChainFacts.Of)];
        byHand = new RouterByHand(set, set.Find("bench")!);
    }

    protected object DecideByHand()
    {
        var request = next++ & 255;
        return byHand.Decide(facts[request], RequestWorkload.Now, 2_000);
    }

    protected Decision Decide() => point.Decide(requests[next++ & 255], RequestWorkload.Now, RouterState.Healthy).Decision!;
}

/// <summary>More rules, the same endpoints.</summary>
[Description("decide among 200 endpoints")]
public class DecisionByRulesBenchmark : DecisionCase
{
    [Params(10, 100, 1_000, 5_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Load() => Prepare(Rules, endpoints: 200);

    [Benchmark(Baseline = true, Description = "ifs, filter and sort by hand")]
    public object ByHand() => DecideByHand();

    [Benchmark(Description = "decision")]
    public object Decision() => Decide();
}

/// <summary>More endpoints, the same rules.</summary>
[Description("decide by 1,000 rules")]
public class DecisionByEndpointsBenchmark : DecisionCase
{
    [Params(10, 200, 1_000)]
    public int Endpoints { get; set; }

    [GlobalSetup]
    public void Load() => Prepare(rules: 1_000, Endpoints);

    [Benchmark(Baseline = true, Description = "ifs, filter and sort by hand")]
    public object ByHand() => DecideByHand();

    [Benchmark(Description = "decision")]
    public object Decision() => Decide();
}
