using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using FsCheck.Fluent;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Proving;

namespace RulesRouter.Benchmarks.Proving;

/// <summary>Every claim about the rules of a policy over 15 attributes, against deciding a thousand requests: a proof covers them all.</summary>
[Description("prove")]
public class ProvingBenchmark
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private CompiledPolicySet set = null!;
    private IReadOnlyList<DrawnRequest> requests = [];

    [Params(50, 200)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        set = PolicyCompiler.Compile(new PolicySet([RuleFamily.Policy(Rules, seed: 1)]), ModelCatalog.Empty, "", "").Set!;
        requests = Gen.Sample(RequestDraw.Requests(set, "family", At, false).Generator, 1_000);
    }

    [Benchmark(Baseline = true, Description = "decide 1,000 requests")]
    public int Decide() => requests.Count(drawn => drawn.Witness.Decide(set).Decision is not null);

    [Benchmark(Description = "prove every claim")]
    public int Prove() => new PolicyProver(set, new ProofSettings(At, AllowSampleEvidence: false)).Structure("family").Length;
}
