using System.Collections.Immutable;
using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Matching;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// A whole decision, from the request to the decision object: facts, matching, combining, filtering, ranking, a chain of three.
/// </summary>
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
        byHand = new RouterByHand(set, set.Find("bench")!, RequestWorkload.Now);
    }

    protected object DecideByHand()
    {
        var request = next++ & 255;
        return byHand.Decide(facts[request], 2_000);
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

    [Benchmark(Baseline = true, Description = "ifs and arrays by hand")]
    public object ByHand() => DecideByHand();

    [Goal(2.5, "Rules=1000")]
    [Goal(1.0, "Rules=5000")]
    [Benchmark(Description = "decision")]
    public object Decision() => Decide();
}

/// <summary>Ten times the rules, the same endpoints.</summary>
[Description("decide by ten times the rules")]
public class DecisionByManyRulesBenchmark
{
    private readonly ImmutableArray<DecisionRequest> ofMany = RequestWorkload.Requests(50_000);
    private readonly ImmutableArray<DecisionRequest> ofFew = RequestWorkload.Requests(5_000);

    private PolicyDecisionPoint many = null!;
    private PolicyDecisionPoint few = null!;
    private int next;

    [GlobalSetup(Target = nameof(ByMany))]
    public void LoadMany() => many = PointOf(50_000);

    [GlobalSetup(Target = nameof(ByFew))]
    public void LoadFew() => few = PointOf(5_000);

    [Benchmark(Baseline = true, Description = "5,000 rules")]
    public object ByFew() => few.Decide(ofFew[next++ & 255], RequestWorkload.Now, RouterState.Healthy);

    [Benchmark(Description = "50,000 rules"), Goal(10)]
    public object ByMany() => many.Decide(ofMany[next++ & 255], RequestWorkload.Now, RouterState.Healthy);

    private static PolicyDecisionPoint PointOf(int rules) =>
        new(WorkloadFolder.Load(rules, 200), NoClassifier.Instance, new DecisionSettings());
}

/// <summary>More endpoints, the same rules.</summary>
[Description("decide by 1,000 rules")]
public class DecisionByEndpointsBenchmark : DecisionCase
{
    [Params(10, 200, 1_000, 2_000)]
    public int Endpoints { get; set; }

    [GlobalSetup]
    public void Load() => Prepare(rules: 1_000, Endpoints);

    [Benchmark(Baseline = true, Description = "ifs and arrays by hand")]
    public object ByHand() => DecideByHand();

    [Goal(2.5, "Endpoints=200")]
    [Goal(1.0, "Endpoints=2000")]
    [Benchmark(Description = "decision")]
    public object Decision() => Decide();
}
